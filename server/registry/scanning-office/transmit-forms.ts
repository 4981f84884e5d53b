import { DomainError } from '../../../core/errors.ts'
import { parseFormSerial } from '../../../core/forms/serial.ts'
import { collectionFormLifecycle } from '../../../core/lifecycle/collection-form.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { App } from '../../kernel/app.ts'
import { audit } from '../../kernel/audit.ts'
import { authorise } from '../../kernel/authorise.ts'
import { instantAt } from '../../kernel/clock.ts'
import type { Transaction } from '../../kernel/db.ts'
import { NotFound } from '../../kernel/errors.ts'
import { move } from '../../kernel/transition.ts'
import { unitsNow, type UnitsNow } from '../../kernel/units.ts'
import { transmissionDigest } from './transmission-digest.ts'

/** So many go in one transaction of a few seconds. */
const mostForms = 500

/** No form of the office has been keyed and waits to be sent. */
export class NothingToTransmit extends DomainError<'NOTHING_TO_TRANSMIT'> {
  constructor() {
    super('NOTHING_TO_TRANSMIT', {
      vi: `Không có phiếu đã nhập nào để truyền, hoặc quá ${mostForms} phiếu một lần.`,
      en: `No keyed form to transmit, or more than ${mostForms} at once.`,
    })
  }
}

export interface Transmitting {
  /** The scanning office. */
  readonly unitCode: string
  /** Null for all that wait, the first few hundred. */
  readonly serials: readonly string[] | null
}

/**
 * Truyền dữ liệu: keyed forms of an office leave for the data centre as one transmission, all of them or none. Its digest is over
 * serials and answers; the data centre compares it. Answers the transmission's id.
 */
export async function transmitForms(
  app: App,
  actor: Actor,
  { unitCode, serials }: Transmitting,
): Promise<{ readonly id: string; readonly count: number; readonly digest: string }> {
  await authorise(app, actor, 'form.key', unitCode)
  const units = await unitsNow(app)
  const at = app.clock()
  return app.db.$transaction(async (tx) => {
    const forms = await (serials ? named(tx, serials) : waiting(tx, unitCode))
    if (forms.length === 0 || forms.length > mostForms) throw new NothingToTransmit()
    if (!forms.every((form) => isOfOffice(units, form, unitCode))) throw new NotFound('form')
    const digest = transmissionDigest(forms)
    const sent = { unitCode, count: forms.length, digest, sentById: actor.id ?? '', sentAt: instantAt(at) }
    const { id } = await tx.formTransmission.create({ data: sent })
    for (const form of forms) {
      const record = { ...form, key: form.serial }
      await move(tx, collectionFormLifecycle, record, {
        event: 'transmit',
        actor,
        at,
        data: { transmissionId: id },
      })
    }
    await audit(tx, {
      actor,
      at,
      action: 'form.transmit',
      subjectKind: 'form transmission',
      subjectId: id,
      details: { forms: forms.length, digest },
    })
    return { id, count: forms.length, digest }
  })
}

const withTransfer = { transfer: { select: { toUnitCode: true } } } as const

type Candidate = Awaited<ReturnType<typeof named>>[number]

const isOfOffice = (units: UnitsNow, { transfer }: Candidate, office: string) =>
  transfer !== null && units.isWithin(transfer.toUnitCode, office)

async function named(tx: Transaction, serials: readonly string[]) {
  const wanted = [...new Set(serials.map(parseFormSerial))]
  const forms = await tx.form.findMany({ where: { serial: { in: wanted } }, include: withTransfer })
  if (forms.length !== wanted.length) throw new NotFound('form')
  return forms
}

/** Keyed forms of the transfers that the office received, by serial. */
function waiting(tx: Transaction, unitCode: string) {
  return tx.form.findMany({
    where: { status: 'ENTERED', transfer: { toUnitCode: unitCode } },
    include: withTransfer,
    orderBy: { serial: 'asc' },
    take: mostForms,
  })
}
