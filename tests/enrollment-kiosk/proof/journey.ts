/** One enrollment as a row of commands, each with everything that a screen says in it. Every person here is invented. */
import sharp from 'sharp'
import { commandIdHeader } from '../../../core/contracts/desk/station.ts'
import type { Claim, SessionView } from '../../../core/contracts/desk/session.ts'
import type { DeclaredPerson } from '../../../core/enrollment/packet.ts'
import { signaturePng } from '../../demo/desk.ts'
import { jpeg, noIrisCamera } from '../session/captures.ts'
import type { Answer, KioskProcess } from '../session/kiosk-process.ts'

interface Command {
  readonly path: string
  readonly body?: object
  /** The body is this JPEG. */
  readonly picture?: Uint8Array
}

/** A command as a screen gives it: under an id of its own. */
export async function command(
  kiosk: KioskProcess,
  { path, body, picture }: Command,
  id: string,
): Promise<Answer> {
  const type = picture ? 'image/jpeg' : 'application/json'
  const response = await fetch(kiosk.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${kiosk.token}`, [commandIdHeader]: id, 'content-type': type },
    body: picture ? new Uint8Array(picture) : body ? JSON.stringify(body) : null,
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) }
}

/** Somebody whose name the registry spells otherwise than their birth certificate. */
export interface Applying {
  readonly number: string
  readonly registered: DeclaredPerson
  /** As the certificate has it. */
  readonly name: string
}

export interface Step {
  readonly name: string
  /** From the session as it is then; the first one begins it. */
  readonly command: (view: SessionView) => Promise<Command> | Command
  /** The supervisor's. */
  readonly bySupervisor?: true
}

const missingFingers = [2, 3, 4, 5, 6, 7, 8, 9, 10]
/** In the chain of actions a finger is excused, and told again when its hand has been shown. */
export const excusedAndShown = missingFingers.map((position) => `FINGER_EXCUSED ${position}`)

/** What stands in a chain more than once. */
export const toldTwice = (done: readonly string[]) => done.filter((one, i) => done.indexOf(one) !== i)

const amputated = { kind: 'AMPUTATED', permanent: true, reason: 'Mất ngón do tai nạn lao động' }

const paperPicture = () =>
  sharp({ create: { width: 300, height: 420, channels: 3, background: '#f4f1e8' } })
    .jpeg()
    .toBuffer()

/** The request as it is written down. */
export function details({ registered, name }: Applying): object {
  return {
    kind: 'FIRST_ISSUE',
    reason: 'FIRST',
    channel: 'DESK',
    person: { ...registered, name },
    representative: null,
    contact: { phone: '0912345678', email: null },
  }
}

const claimOf = ({ registered, name }: Applying, { papers }: SessionView): Claim => ({
  field: 'name',
  registry: registered.name,
  declared: name,
  winner: 'DECLARED',
  form: 'DC02',
  paper: papers[0]?.id ?? '',
  confirmedByCitizen: true,
})

/** From the number that is given to the supervisor's agreement; one finger is there, the hands of the others are shown. */
export function journeyOf(applying: Applying): readonly Step[] {
  const { number, registered } = applying
  const say = (name: string, path: string, body?: object): Step => ({
    name,
    command: ({ id }) => ({ path: `/sessions/${id}${path}`, ...(body && { body }) }),
  })
  const show = (name: string, path: string, picture: () => Promise<Uint8Array>): Step => ({
    name,
    command: async ({ id }) => ({ path: `/sessions/${id}${path}`, picture: await picture() }),
  })
  const handPhoto = (position: number) =>
    show(
      `hand of finger ${position}`,
      `/fingers/${position}/hand-photo?device=Webcam`,
      async () => (await jpeg(position)).content,
    )
  return [
    {
      name: 'begin',
      command: () => ({ path: '/sessions', body: { number, birthDate: registered.birthDate } }),
    },
    show('paper', '/papers?type=BIRTH_CERTIFICATE', paperPicture),
    {
      name: 'comparison',
      command: (view) => ({
        path: `/sessions/${view.id}/comparison`,
        body: { claims: [claimOf(applying, view)] },
      }),
    },
    say('confirmation', '/citizen-confirmation', { fields: ['name'] }),
    {
      name: 'consent',
      command: async ({ id, consentText }) => ({
        path: `/sessions/${id}/consent`,
        body: { version: consentText.version, signature: await signaturePng() },
      }),
    },
    say('details', '/details', details(applying)),
    say('marks', '/marks', { text: 'Nốt ruồi cách 1 cm dưới mép trái' }),
    say('finger', '/fingers/1'),
    ...missingFingers.map((position) =>
      say(`excuse ${position}`, `/fingers/${position}`, { exception: amputated }),
    ),
    handPhoto(2),
    handPhoto(6),
    ...missingFingers.map((position): Step => ({
      ...say(`confirm ${position}`, `/fingers/${position}/confirm`),
      bySupervisor: true,
    })),
    say('portrait', '/portrait'),
    say('iris', '/iris', { exception: noIrisCamera }),
    {
      name: 'signature',
      command: async ({ id }) => ({
        path: `/sessions/${id}/signature`,
        body: { signature: await signaturePng() },
      }),
    },
    say('review', '/review'),
    say('sign', '/sign'),
    { ...say('countersign', '/countersign'), bySupervisor: true },
  ]
}
