/** A file with much to decide upon: a claim with its paper, a finger that could not be taken, an old card. */
import type { PacketManifest } from '../../core/enrollment/packet.ts'
import { seconds } from './app.ts'
import type { Desk } from './desk.ts'
import { tenFingers } from './packets.ts'
import { makePerson, registerResident } from './people.ts'
import { apply } from './pipeline.ts'

const paper = { id: 'a1b2c3d4', type: 'BIRTH_CERTIFICATE', pages: ['paper-a1b2c3d4-1.jpg'] }

function fingersWithout(position: number, at: string): PacketManifest['fingers'] {
  const exception = {
    kind: 'AMPUTATED',
    permanent: true,
    reason: 'Cụt đốt một do tai nạn',
    photo: null,
    confirmedBy: null,
  } as const
  return tenFingers(at).map((finger) =>
    finger.position === position ? { ...finger, impressions: [], template: null, exception } : finger,
  )
}

/** Captured and screened: its applicant spells the name otherwise than the register. */
export async function claimedFile(desk: Desk) {
  const person = makePerson()
  const applicant = await registerResident(desk.app, { ...person, name: `${person.name} THÚY` })
  const declared = `${person.name} THÙY`
  const at = new Date(desk.clock() - seconds(60)).toISOString()
  const manifest: Partial<PacketManifest> = {
    papers: [{ ...paper, source: 'SCANNER', capturedAt: at }],
    claims: [
      {
        field: 'name',
        registry: applicant.person.name,
        declared,
        winner: 'DECLARED',
        form: 'DC02',
        paper: paper.id,
        confirmedByCitizen: true,
      },
    ],
    fee: { decision: 'FREE', amount: 0, rule: 'FIRST', paper: null },
    delivery: { kind: 'PICKUP', centre: desk.centre },
    surrendered: [{ kind: 'CMND9', number: '012345678', handling: 'COLLECTED' }],
    fingers: fingersWithout(9, at),
  }
  const applying = { person: { ...applicant.person, name: declared }, number: applicant.number }
  const file = await apply(desk, applying, { manifest })
  return { applicant, file, declared, paper: paper.id }
}
