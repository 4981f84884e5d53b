import { isDeepStrictEqual } from 'node:util'
import type { Prisma } from '../../../prisma/client/client.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { type FormAnswers, isRecord } from '../../../core/forms/answers.ts'
import { doubleKeyedFields } from '../../../core/forms/collection.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { validateForm, type ValidatedForm } from '../../../core/forms/validate.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import { SamePerson } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { loadForm } from './collect-forms.ts'

/** This form has been keyed by as many persons as it takes. */
export class KeyedAlready extends DomainError<'KEYED_ALREADY'> {
  constructor() {
    super('KEYED_ALREADY', { vi: 'Phiếu này đã được nhập đủ.', en: 'This form has been keyed already.' })
  }
}

/** What a key-entry screen sent is not an object of answers. */
export class IllegalAnswers extends DomainError<'ILLEGAL_ANSWERS'> {
  constructor() {
    super('ILLEGAL_ANSWERS', { vi: 'Nội dung nhập không đọc được.', en: 'The answers cannot be read.' })
  }
}

/** Answers by field id, as JSON. Throws {@link IllegalAnswers}. */
export function readAnswers(json: string): FormAnswers {
  try {
    const answers: unknown = JSON.parse(json)
    if (isRecord(answers)) return answers
  } catch {
    // Falls through to the refusal.
  }
  throw new IllegalAnswers()
}

export interface KeyedForm {
  /** What the screen says next: another person's key, a third's, or done. */
  readonly next: 'SECOND_KEY' | 'THIRD_KEY' | 'ENTERED'
  /** Double-keyed fields in which the first two differ. */
  readonly differing: readonly string[]
  readonly score: number
  readonly faults: ValidatedForm['faults']
}

/**
 * One person's key-entry of a scanned form. Name, birth date and number are keyed twice, by two persons, neither seeing
 * the other's; where they differ a third decides. The last key moves the form to ENTERED with answers, faults and score.
 */
export async function keyForm(
  app: App,
  actor: Actor,
  { serial, answers }: { readonly serial: string; readonly answers: FormAnswers },
): Promise<KeyedForm> {
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Form" WHERE "serial" = ${parseFormSerial(serial)} FOR UPDATE`
    const form = await loadForm(tx, serial)
    await authorise(app, actor, 'form.key', form.unitCode)
    const entries = await tx.keyEntry.findMany({
      where: { formSerial: form.serial },
      orderBy: { round: 'asc' },
    })
    if (form.status !== 'SCANNED' || entries.length >= 3) throw new KeyedAlready()
    if (entries.some(({ officerId }) => officerId === actor.id)) throw new SamePerson('form.key')
    const definition = formDefinitionOf(form.definition)
    const on = calendarDateAt(at)
    const read = validateForm(definition, answers, on)
    const round = entries.length + 1
    await tx.keyEntry.create({
      data: {
        formSerial: form.serial,
        round,
        officerId: actor.id ?? '',
        answers: answers as Prisma.InputJsonObject,
        at: instantAt(at),
      },
    })
    const earlier = entries.map((entry) => validateForm(definition, entry.answers as FormAnswers, on))
    const [first, second = read] = earlier
    const differing = first ? differences(first, second) : []
    const { score, faults } = read
    if (!first) return { next: 'SECOND_KEY', differing, score, faults }
    if (round === 2 && differing.length > 0) return { next: 'THIRD_KEY', differing, score, faults }
    // Everything but the double-keyed fields is the first key's, which was made with the crop beside each field.
    const agreed = round === 3 ? { ...first.answers, ...pick(read.answers) } : first.answers
    const data = {
      answers: agreed as unknown as Prisma.InputJsonObject,
      score: first.score,
      faults: (round === 3 ? read : first).faults.map(({ field, rule, severity }) => ({
        field,
        rule,
        severity,
      })),
    }
    await move(tx, collectionFormLifecycle, form, { event: 'enter', actor, at, data })
    return { next: 'ENTERED', differing: [], score: first.score, faults: first.faults }
  })
}

function differences(first: ValidatedForm, second: ValidatedForm): readonly string[] {
  return doubleKeyedFields.filter((field) => !isDeepStrictEqual(first.answers[field], second.answers[field]))
}

function pick(answers: ValidatedForm['answers']): ValidatedForm['answers'] {
  const chosen = doubleKeyedFields.flatMap((field) => {
    const value = answers[field]
    return value === undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(chosen)
}
