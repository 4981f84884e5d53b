import type { Actor } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { NotAllowed } from '../kernel/errors.ts'
import { certify, type WithAuthority } from './issuing.ts'

/** Certifies the key that an officer signs captures with on one kiosk; it outlives the longest offline time and no more. */
export async function certifyOfficerKey(
  app: WithAuthority,
  actor: Actor,
  input: { readonly certificateRequest: string },
): Promise<{ readonly certificate: string; readonly officerId: string }> {
  demand(actor, 'officer.certify-key')
  if (actor.kind !== 'officer') throw new NotAllowed()
  const supervises = actor.roles.find(({ role }) => role === 'STATION_SUPERVISOR')
  const unitCode = (supervises ?? actor.roles[0])?.unitCode ?? ''
  const centre = await app.db.centre.findFirst({ where: { unitCode }, orderBy: { code: 'asc' } })
  if (!centre) throw new NotAllowed()
  return app.db.$transaction(async (tx) => {
    const certificate = await certify(tx, app, {
      requestDer: Buffer.from(input.certificateRequest, 'base64'),
      subject: { id: actor.id, role: supervises ? 'SUPERVISOR' : 'OPERATOR', centre: centre.code },
      days: app.env.longestOfflineDays,
    })
    const details = { serial: certificate.serial }
    await audit(tx, {
      actor,
      at: app.clock(),
      action: 'officer.certify-key',
      subjectKind: 'officer',
      subjectId: actor.id,
      details,
    })
    return { certificate: certificate.pem, officerId: actor.id }
  })
}
