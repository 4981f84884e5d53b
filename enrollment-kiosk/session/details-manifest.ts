import type { PacketManifest } from '../../core/enrollment/packet.ts'
import type { CaptureSession } from './capture-session.ts'
import { claimsOf } from './compare.ts'
import { ContentChanged } from './refusals.ts'
import { claimedNumberOf } from './review.ts'

type DetailsManifest = Pick<
  PacketManifest,
  | 'kind'
  | 'reason'
  | 'channel'
  | 'person'
  | 'representative'
  | 'hasCollectionForm'
  | 'contact'
  | 'delivery'
  | 'fee'
  | 'surrendered'
  | 'registry'
  | 'registryUnreachable'
  | 'claimedNumber'
  | 'form'
  | 'consent'
  | 'consentAt'
  | 'papers'
  | 'claims'
  | 'citizenConfirmed'
  | 'appointment'
  | 'ticket'
  | 'group'
>

/** What the packet says of the request, the person, papers, consent and claims. The operator's digest covers the same. */
export function detailsManifest(session: CaptureSession): DetailsManifest {
  const { details, consentAt, registry } = session
  if (!details || !consentAt) throw new ContentChanged()
  return {
    ...details,
    registry: registry && { number: registry.number, version: registry.version, pulledAt: registry.pulledAt },
    registryUnreachable: session.registryOutcome === 'UNREACHABLE',
    claimedNumber: claimedNumberOf(session),
    form: session.form,
    consent: session.consent,
    consentAt,
    papers: session.papers,
    claims: [...claimsOf(session)],
    citizenConfirmed: session.citizenConfirmed,
    appointment: session.appointment?.id ?? null,
    ticket: session.ticket,
    group: session.group,
  }
}
