import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { DomainError } from '../../../core/errors.ts'
import { type FieldForm, fieldFormSchema } from '../../../core/field/outbox.ts'
import { validateForm } from '../../../core/forms/validate.ts'
import { formDefinitionOf } from '../../../core/forms/versions.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import { TransitionRefused } from '../../../core/lifecycle/machine.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import { loadForm } from '../forms/collect-forms.ts'

const faults = {
  FORM: {
    vi: 'Nội dung phiếu gửi lên không đúng định dạng.',
    en: 'The form that was sent is not of the agreed form.',
  },
  FUTURE: {
    vi: 'Ngày ghi phiếu sau ngày hiện tại. Hãy kiểm tra đồng hồ của máy.',
    en: 'The form was filled in later than today. Check the clock of the device.',
  },
  VERSION: {
    vi: 'Phiếu giấy mang số này theo mẫu khác với mẫu đã nhập. Hãy nhập tại nơi quét phiếu.',
    en: 'The paper of this serial is of another version than what was filled in. Key it at the scanning office.',
  },
  TAKEN: {
    vi: 'Phiếu mang số này đã được nhập nội dung khác. Hãy kiểm tra số phiếu.',
    en: 'Other answers stand under this serial already. Check the serial.',
  },
} as const

/** A form filled in at the door cannot be taken in. */
export class FieldFormNotPossible extends DomainError<'FIELD_FORM_NOT_POSSIBLE'> {
  constructor(fault: keyof typeof faults) {
    super('FIELD_FORM_NOT_POSSIBLE', faults[fault], { fault })
  }
}

export interface StoredFieldForm {
  /** STORED_BEFORE: the same answers were sent already, nothing changed. */
  readonly result: 'STORED' | 'STORED_BEFORE'
  readonly score: number
}

const longestAnswers = 32_000
const sentSchema = fieldFormSchema.refine(({ answers }) => JSON.stringify(answers).length <= longestAnswers)

/**
 * Takes in a DC01 that a collector filled in at the door, once, however often it is sent. It is the first of the two keys: the
 * scanning office keys name, birth date and number from the paper without seeing it. A form that was only handed
 * out is declared by this. Throws {@link FieldFormNotPossible}.
 */
export async function storeFieldForm(app: App, actor: Actor, given: unknown): Promise<StoredFieldForm> {
  const sent = sentSchema.safeParse(given)
  if (!sent.success) throw new FieldFormNotPossible('FORM')
  const at = app.clock()
  if (sent.data.filledOn > calendarDateAt(at)) throw new FieldFormNotPossible('FUTURE')
  return app.db.$transaction((tx) => store(tx, app, { actor, at, sent: sent.data }))
}

interface Sent {
  readonly actor: Actor
  readonly at: number
  readonly sent: FieldForm
}

async function store(tx: Transaction, app: App, { actor, at, sent }: Sent): Promise<StoredFieldForm> {
  const { serial, version, filledOn, answers } = sent
  await tx.$queryRaw`SELECT 1 FROM "Form" WHERE "serial" = ${parseFormSerial(serial)} FOR UPDATE`
  const form = await loadForm(tx, serial)
  await authorise(app, actor, 'form.collect', form.unitCode)
  if (form.kind !== 'DC01' || form.definition !== version) throw new FieldFormNotPossible('VERSION')
  const read = validateForm(formDefinitionOf(version), answers, filledOn)
  const [first] = await tx.keyEntry.findMany({
    where: { formSerial: form.serial },
    orderBy: { round: 'asc' },
  })
  if (first) {
    const same = first.officerId === actor.id && isDeepStrictEqual(first.answers, plainJson(answers))
    if (!same) throw new FieldFormNotPossible('TAKEN')
    return { result: 'STORED_BEFORE', score: read.score }
  }
  if (!awaitsKeys.has(form.status)) throw new TransitionRefused('form', form.status, 'enter')
  await tx.keyEntry.create({
    data: {
      formSerial: form.serial,
      round: 1,
      officerId: actor.id ?? '',
      answers: plainJson(answers),
      at: instantAt(at),
    },
  })
  if (declarable.has(form.status))
    await move(tx, collectionFormLifecycle, form, { event: 'declare', actor, at })
  await audit(tx, {
    actor,
    at,
    action: 'form.fill-in-field',
    subjectKind: 'form',
    subjectId: form.serial,
    details: { score: read.score, faults: read.faults.length },
  })
  return { result: 'STORED', score: read.score }
}

const declarable = new Set(['ISSUED', 'SENT_BACK'])
/** Every state in which the form has not been keyed. */
const awaitsKeys = new Set([
  ...declarable,
  'DECLARED',
  'CHECKED',
  'MATCHED',
  'AUTHENTICATED',
  'COLLECTED',
  'SENT',
  'RECEIVED',
  'SCANNED',
])

const jsonSchema = z.record(z.string(), z.json())
/** As the database gives it back: without members that are undefined. */
const plainJson = (answers: FieldForm['answers']) => jsonSchema.parse(JSON.parse(JSON.stringify(answers)))
