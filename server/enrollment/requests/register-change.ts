import { type CorrectionDiff, correctionEvidence, correctionOf } from '../../../core/citizen/correction.ts'
import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { changeLifecycle } from '../../../core/lifecycle/registry.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { move } from '../../kernel/transition.ts'
import {
  applyCorrection,
  draftCorrection,
  refuseWhileUnderWay,
  submitCorrection,
} from '../../registry/corrections.ts'
import { readOtherData, writeOtherData } from '../../registry/other-data.ts'
import { loadResident } from '../../registry/registry-resident.ts'
import { NoNumberToReplace, numberGrounds, replaceNumber } from '../../registry/replace-number.ts'
import { detailsOf } from './paper-content.ts'

/** The register is another system's: it is changed there. */
export class RegisterElsewhere extends DomainError<'REGISTER_ELSEWHERE'> {
  constructor() {
    super('REGISTER_ELSEWHERE', {
      vi: 'Cơ sở dữ liệu dân cư do hệ thống khác quản lý. Hãy đề nghị điều chỉnh tại hệ thống đó.',
      en: 'The population register is kept by another system. Ask for the change there.',
    })
  }
}

export interface RegisterRequest {
  readonly code: string
  readonly kind: string
  readonly reason: string
  readonly residentId: string
  readonly request: unknown
  /** Who took the papers: the maker. */
  readonly operatorId: string
  /** Who approved: the checker. */
  readonly approverId: string
}

type Asked = Omit<RegisterRequest, 'operatorId' | 'approverId' | 'code'>

/** Whether the change could be made now. Throws what `changeRegister` would. */
export async function checkChange(tx: Transaction, app: App, asked: Asked): Promise<void> {
  if (app.env.registry.mode !== 'local') throw new RegisterElsewhere()
  await refuseWhileUnderWay(tx, asked.residentId)
  await diffOf(tx, app, asked)
}

/** The fields that change; none for a number, which has a chain of its own, nor for what goes onto the card. */
async function diffOf(
  tx: Transaction,
  app: App,
  { kind, residentId, request }: Asked,
): Promise<CorrectionDiff> {
  const { number, record } = await loadResident(tx, app, residentId)
  if (kind === 'NUMBER_CHANGE') {
    if (!number || !record.birthProvince || !record.birthDate) throw new NoNumberToReplace()
    return {}
  }
  const details = detailsOf(request)
  return details?.about === 'FIELDS' ? correctionOf(record, details.wanted) : {}
}

/**
 * Carries an approved request into the register as a correction by maker and checker. Answers the change's id. Throws
 * {@link RegisterElsewhere}, NoNumberToReplace, ChangeUnderWay, NothingToCorrect, IllegalCorrection, StaleVersion.
 */
export async function changeRegister(tx: Transaction, app: App, file: RegisterRequest): Promise<string> {
  await checkChange(tx, app, file)
  const at = app.clock()
  const resident = await loadResident(tx, app, file.residentId)
  const officer = (id: string): Actor => ({ kind: 'officer', id, roles: [] })
  const [maker, checker] = [officer(file.operatorId), officer(file.approverId)]
  const diff = await diffOf(tx, app, file)
  const draft = await draftCorrection(
    tx,
    {
      residentId: resident.id,
      baseVersion: resident.version,
      unitCode: resident.unitCode,
      diff,
      makerId: file.operatorId,
      evidenceKind: await evidenceOf(tx, file.code),
      evidenceNumber: file.code,
    },
    at,
  )
  const submitted = await submitCorrection(tx, draft, { actor: maker, at })
  const ground = numberGrounds.find((known) => known === file.reason)
  const data = { checkerId: file.approverId, appliedAt: instantAt(at) }
  if (file.kind === 'NUMBER_CHANGE' && ground) {
    await move(tx, changeLifecycle, submitted, { event: 'approve', actor: checker, at, reason: ground, data })
    await replaceNumber(tx, resident, { baseVersion: resident.version, ground, on: calendarDateAt(at) })
  } else if (Object.keys(diff).length > 0) {
    await applyCorrection(tx, submitted, { actor: checker, at })
  } else {
    await move(tx, changeLifecycle, submitted, { event: 'approve', actor: checker, at, data })
    await putOnCard(tx, resident.id, file.request)
  }
  await audit(tx, {
    actor: checker,
    at,
    action: 'resident.apply-change',
    subjectKind: 'resident',
    subjectId: resident.id,
    details: { change: draft.key, application: file.code, kind: file.kind, reason: file.reason },
  })
  return draft.key
}

/** The first paper of the file, as the register names it; a request without one rests on the signed form. */
async function evidenceOf(tx: Transaction, code: string): Promise<string> {
  const paper = await tx.evidence.findFirst({
    where: { application: { code } },
    orderBy: { reference: 'asc' },
    select: { kind: true },
  })
  if (!paper) return 'FORM_DC02'
  return correctionEvidence.find((known) => known === paper.kind) ?? 'OTHER'
}

/** What the holder wants on the card beside what the law prints: kept with the record, read when the next card is made. */
async function putOnCard(tx: Transaction, residentId: string, request: unknown): Promise<void> {
  const details = detailsOf(request)
  if (details?.about !== 'ADDITIONS') return
  const { otherData } = await tx.resident.findUniqueOrThrow({
    where: { id: residentId },
    select: { otherData: true },
  })
  const other = { ...readOtherData(otherData), onCard: [...details.additions] }
  await tx.resident.update({
    where: { id: residentId },
    data: { otherData: writeOtherData(other), version: { increment: 1 } },
  })
}
