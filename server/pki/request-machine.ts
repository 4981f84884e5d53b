import { toPem } from '../../core/cms/certificate.ts'
import type { MachineAnswer, MachineRequest } from '../../core/contracts/machine-sign-in.ts'
import { anonymousActor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { instantAt } from '../kernel/clock.ts'
import { NotFound } from '../kernel/errors.ts'
import { readCertificateRequest } from './certificate-request.ts'
import type { WithAuthority } from './issuing.ts'

/**
 * A new kiosk or station asks for a certificate. Nothing is granted: an administrator compares the key's fingerprint and
 * certifies it. The same key again gives the same machine.
 */
export async function requestMachine(app: WithAuthority, request: MachineRequest): Promise<MachineAnswer> {
  const der = Buffer.from(request.certificateRequest, 'base64')
  const { keyFingerprint } = await readCertificateRequest(der)
  const centre = await app.db.centre.findUnique({ where: { code: request.centre } })
  if (!centre) throw new NotFound('centre')
  const known = await app.db.machine.findUnique({ where: { keyFingerprint } })
  if (known) return machineAnswer(app, known)
  const at = app.clock()
  const machine = await app.db.$transaction(async (tx) => {
    const made = await tx.machine.create({
      data: {
        kind: request.kind,
        centreCode: request.centre,
        certificateRequest: der,
        keyFingerprint,
        requestedAt: instantAt(at),
      },
    })
    await audit(tx, {
      actor: anonymousActor,
      at,
      action: 'machine.request',
      subjectKind: 'machine',
      subjectId: made.id,
    })
    return made
  })
  return machineAnswer(app, machine)
}

/** Where a machine's request stands; certificates are public. */
export async function readMachine(app: WithAuthority, id: string): Promise<MachineAnswer> {
  const machine = await app.db.machine.findUnique({ where: { id } })
  if (!machine) throw new NotFound('machine')
  return machineAnswer(app, machine)
}

function machineAnswer(
  app: WithAuthority,
  machine: {
    readonly id: string
    readonly status: string
    readonly number: number | null
    readonly certificate: string | null
  },
): MachineAnswer {
  return {
    id: machine.id,
    state: machine.status as MachineAnswer['state'],
    number: machine.number,
    certificate: machine.certificate,
    issuer: toPem('CERTIFICATE', app.authority.certificate.der),
  }
}
