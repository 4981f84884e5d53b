import { caseDocumentKinds } from '../../core/adjudication/case-terms.ts'
import { type Finding, outcomeOf } from '../../core/adjudication/verdicts.ts'
import { parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { declaredPersonSchema } from '../../core/enrollment/packet.ts'
import type { ApplicationReason } from '../../core/enrollment/reasons.ts'
import { DomainError } from '../../core/errors.ts'
import { openApplicationStates } from '../../core/lifecycle/application.ts'
import { requestRemoval } from '../biometrics/abis/request-removal.ts'
import { moveApplication } from '../enrollment/move-application.ts'
import type { Actor } from '../kernel/actor.ts'
import type { App } from '../kernel/app.ts'
import { instantAt } from '../kernel/clock.ts'
import type { Transaction } from '../kernel/db.ts'
import { findRecord } from '../registry/local-registry.ts'
import { mergeResidents } from '../registry/merge-residents.ts'
import { findingOf, isOwn, type LoadedCase } from './load-case.ts'

/** The record that stays has a file of its own under way: the law gives one person one. */
export class OtherFileOpen extends DomainError<'OTHER_FILE_OPEN'> {
  constructor() {
    super('OTHER_FILE_OPEN', {
      vi: 'Người có số được giữ đang có một hồ sơ khác chưa giải quyết xong. Hãy giải quyết hoặc cho rút hồ sơ đó trước.',
      en: 'The holder of the number that stays has another open file. It must be settled or withdrawn first.',
    })
  }
}

interface Verdict {
  readonly found: LoadedCase
  readonly finding: Finding
  /** Of the officer whose judgement closes the case. */
  readonly reason: string
  readonly actor: Actor
  readonly at: number
}

/** What the verdict that closes a case does, inside the transaction that closes it. */
export async function applyVerdict(tx: Transaction, app: App, closing: Verdict): Promise<void> {
  const { found, finding, actor } = closing
  const named = found.candidates.find(({ id }) => id === finding.candidateId)
  const { event } = outcomeOf(finding.verdict, {
    named: named !== undefined && isOwn(found, named),
    present: found.candidates.some((one) => isOwn(found, one)),
  })
  const data = event === 'merged' ? await merge(tx, app, closing) : undefined
  const again = event === 'recapture' ? recaptured(closing) : []
  const reasons = reasonsOf(event, again)
  const fingers = again.filter((position) => position > 0)
  await moveApplication(tx, app, found.application, { event, actor, reasons, fingers, ...(data && { data }) })
  const { reference } = found.application
  const refused = event === 'samePerson' || event === 'impostor' || event === 'fraud'
  // What a refused file brought is nobody's any more; under a stolen number it would be held against the number's holder.
  if (refused && reference) await requestRemoval(tx, app, { referenceId: reference.id })
  if (event === 'impostor' || event === 'fraud') await report(tx, closing)
}

/** Positions that one of the judges wants captured again; 0 is the face. */
function recaptured({ found, finding }: Verdict): readonly number[] {
  const others = found.judgements.map(findingOf).filter(({ verdict }) => verdict === 'RECAPTURE')
  return [...new Set([finding, ...others].flatMap(({ recapture }) => recapture))].sort((a, b) => a - b)
}

function reasonsOf(event: string, again: readonly number[]): readonly ApplicationReason[] {
  if (event === 'samePerson') return ['ALREADY_ENROLLED']
  if (event === 'fraud' || event === 'impostor') return ['NOT_ENTITLED']
  return [
    ...(again.some((position) => position > 0) ? (['FINGERS_UNCLEAR'] as const) : []),
    ...(again.includes(0) ? (['PORTRAIT_UNSUITABLE'] as const) : []),
  ]
}

/** One person, one number: the file and all that was captured belong to the record that stays, with the register's data of it. */
async function merge(tx: Transaction, app: App, { found, finding, actor, at }: Verdict) {
  const { application } = found
  const candidate = found.candidates.find(({ id }) => id === finding.candidateId)
  const keptNumber = finding.keptNumber ?? ''
  const numbers = [application.number ?? '', candidate?.resident.number ?? '']
  const endedNumber = numbers.find((number) => number !== keptNumber) ?? ''
  const { keptId, endedId } = await mergeResidents(tx, { keptNumber, endedNumber, actor, at })
  const open = { status: { in: [...openApplicationStates] }, producesCard: true }
  const others = await tx.application.count({
    where: { ...open, residentId: keptId, id: { not: application.id } },
  })
  if (others > 0 && application.producesCard) throw new OtherFileOpen()
  await tx.biometricReference.updateMany({ where: { residentId: endedId }, data: { residentId: keptId } })
  const record = await findRecord(tx, parseCitizenNumber(keptNumber), at)
  const registered = Object.entries(record?.person ?? {}).filter(
    ([, value]) => value !== null && value !== '',
  )
  const declared = declaredPersonSchema.parse(application.person)
  return {
    residentId: keptId,
    number: keptNumber,
    registryVersion: record?.version ?? null,
    person: { ...declared, ...Object.fromEntries(registered) },
  }
}

/** The report for whoever prosecutes: the reasons of all judges who found so. */
async function report(tx: Transaction, { found, finding, reason, actor, at }: Verdict): Promise<void> {
  const before = found.judgements.filter(({ verdict }) => verdict === finding.verdict)
  await tx.caseDocument.create({
    data: {
      caseId: found.id,
      kind: 'FRAUD_REPORT',
      title: caseDocumentKinds.FRAUD_REPORT.vi,
      note: [...before.map((one) => one.reason), reason].join('\n\n'),
      officerId: actor.id ?? '',
      at: instantAt(at),
    },
  })
}
