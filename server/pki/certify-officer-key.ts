import type { Actor, HeldRole } from '../kernel/actor.ts'
import { audit } from '../kernel/audit.ts'
import { demand } from '../kernel/authorise.ts'
import { NotAllowed } from '../kernel/errors.ts'
import { deskSecret } from './desk-secret.ts'
import { certify, type WithAuthority } from './issuing.ts'

export interface CertifiedOfficerKey {
  /** X.509, PEM. */
  readonly certificate: string
  readonly officerId: string
  readonly name: string
  /** What the officer's files at a kiosk are wrapped under, in base64; see deskSecret. */
  readonly deskSecret: string
}

/**
 * Certifies the key that an officer signs captures with on one kiosk, for as long as they may work there without the network
 * (OFFICER_OFFLINE_DAYS): the next sign-in brings another.
 */
export async function certifyOfficerKey(
  app: WithAuthority,
  actor: Actor,
  input: { readonly certificateRequest: string },
): Promise<CertifiedOfficerKey> {
  demand(actor, 'officer.certify-key')
  if (actor.kind !== 'officer') throw new NotAllowed()
  const supervises = actor.roles.find(({ role }) => role === 'STATION_SUPERVISOR')
  const unitCode = (supervises ?? actor.roles[0])?.unitCode ?? ''
  const centre = await app.db.centre.findFirst({ where: { unitCode }, orderBy: { code: 'asc' } })
  if (!centre) throw new NotAllowed()
  const officer = await app.db.officer.findUnique({ where: { id: actor.id }, select: { name: true } })
  const secret = Buffer.from(await deskSecret(app.keys, actor.id)).toString('base64')
  return app.db.$transaction(async (tx) => {
    const certificate = await certify(tx, app, {
      requestDer: Buffer.from(input.certificateRequest, 'base64'),
      subject: { id: actor.id, role: roleOf(actor.roles), centre: centre.code },
      days: app.env.officerOfflineDays,
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
    return {
      certificate: certificate.pem,
      officerId: actor.id,
      name: officer?.name ?? '',
      deskSecret: secret,
    }
  })
}

/** The widest of an officer's roles: who captures may sign what was captured, who only issues may not. */
function roleOf(held: readonly HeldRole[]): 'SUPERVISOR' | 'OPERATOR' | 'ISSUING' {
  if (held.some(({ role }) => role === 'STATION_SUPERVISOR')) return 'SUPERVISOR'
  return held.some(({ role }) => role === 'CAPTURE_OFFICER') ? 'OPERATOR' : 'ISSUING'
}
