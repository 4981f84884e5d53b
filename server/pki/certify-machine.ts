import { machineLifecycle } from '../../core/lifecycle/operation.ts'
import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { NotFound } from '../kernel/errors.ts'
import { recordId } from '../kernel/record-id.ts'
import { move } from '../kernel/transition.ts'
import { certify, type WithAuthority } from './issuing.ts'

const machineDays = 2 * 365

/** An administrator confirms a machine's key: it gets its certificate and its number within the centre. */
export async function certifyMachine(app: WithAuthority, actor: Actor, input: { readonly id: string }) {
  demand(actor, 'machine.certify')
  return app.db.$transaction(async (tx) => {
    const machine = await tx.machine.findUnique({ where: { id: recordId(input.id, 'machine') } })
    if (!machine) throw new NotFound('machine')
    // Numbers of one centre are given one after the other.
    await tx.$queryRaw`SELECT 1 FROM "Centre" WHERE "code" = ${machine.centreCode} FOR UPDATE`
    const { centreCode, kind } = machine
    const highest = await tx.machine.aggregate({ where: { centreCode, kind }, _max: { number: true } })
    const role = kind === 'KIOSK' ? 'KIOSK' : 'STATION'
    const certificate = await certify(tx, app, {
      requestDer: machine.certificateRequest,
      subject: { id: machine.id, role, centre: centreCode },
      days: machineDays,
    })
    const at = app.clock()
    const number = (highest._max.number ?? 0) + 1
    const data = { certificate: certificate.pem, number }
    await move(tx, machineLifecycle, { ...machine, key: machine.id }, { event: 'certify', actor, at, data })
    await audit(tx, {
      actor,
      at,
      action: 'machine.certify',
      subjectKind: 'machine',
      subjectId: machine.id,
      details: { serial: certificate.serial },
    })
    return tx.machine.findUniqueOrThrow({ where: { id: machine.id } })
  })
}
