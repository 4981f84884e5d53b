import sharp from 'sharp'
import { fingerPositions } from '../../core/biometrics/positions.ts'
import type { SessionView } from '../../core/contracts/desk/session.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import type { Applicant } from './applicants.ts'
import { callJson, control, until } from './http.ts'

/** The officer's hands at one kiosk: the local API, and whoever stands at its devices. */
export interface Desk {
  readonly url: string
  readonly token: string
  readonly scanner: string
  readonly camera: string
}

type SessionAnswer = Pick<SessionView, 'id' | 'registry' | 'comparison' | 'consentText' | 'requiredPapers'>

interface ProgressEvent {
  readonly type: string
  readonly step?: 'PLACE' | 'HOLD' | 'LIFT' | 'AGAIN' | 'CAPTURED' | 'LOOK'
  readonly position?: number
  readonly impression?: number
  readonly attempt?: number
}

export function tell<Answer>(desk: Desk, path: string, body: unknown = {}): Promise<Answer> {
  return callJson<Answer>(`${desk.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}` },
    body,
  })
}

function ask<Answer>(desk: Desk, path: string): Promise<Answer> {
  return callJson<Answer>(`${desk.url}${path}`, { headers: { authorization: `Bearer ${desk.token}` } })
}

/** Takes one applicant from the look-up to the sealed packet; answers the application's code. */
export async function enroll(desk: Desk, applicant: Applicant): Promise<string> {
  const { number, birthDate, kind, hasCollectionForm, representative } = applicant
  const session = await tell<SessionAnswer>(desk, '/sessions', { number, birthDate })
  const path = `/sessions/${session.id}`
  const { version } = session.consentText
  await tell(desk, `${path}/consent`, { version, signature: await signaturePng() })
  const { requiredPapers } = await tell<SessionAnswer>(desk, `${path}/details`, {
    kind,
    reason: kind === 'FIRST_ISSUE' ? 'FIRST' : 'ON_REQUEST',
    channel: 'DESK',
    person: declaredPerson(session, applicant),
    representative,
    hasCollectionForm,
  })
  for (const { type, required, papers } of requiredPapers) {
    if (required && papers.length === 0) await bringPaper(desk, path, type)
  }
  if (applicant.age >= 6) await capture(desk, path, applicant)
  await tell(desk, `${path}/review`)
  await tell(desk, `${path}/sign`)
  await tell(desk, `${path}/countersign`)
  return session.id
}

/** The registry's word where there is one, papers in the applicant's hand for what it does not know. */
function declaredPerson({ registry, comparison }: SessionAnswer, applicant: Applicant): DeclaredPerson {
  const registered = Object.fromEntries(comparison.map(({ field, registry: value }) => [field, value]))
  const person = registry ? (registered as unknown as DeclaredPerson) : applicant.declared
  if (!person) throw new Error(`${applicant.story}: nobody to write down`)
  const { residence } = person
  return {
    ...person,
    birthRegistrationPlace: person.birthRegistrationPlace || residence,
    placeOfOrigin: person.placeOfOrigin || residence,
  }
}

/** A paper that the applicant brought as a picture. */
async function bringPaper(desk: Desk, path: string, type: string): Promise<void> {
  const picture = sharp({ create: { width: 600, height: 840, channels: 3, background: '#f4f1e8' } })
  const response = await fetch(`${desk.url}${path}/papers?type=${type}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.token}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(await picture.jpeg().toBuffer()),
  })
  if (!response.ok) throw new Error(`the paper was refused: ${response.status}`)
}

async function capture(desk: Desk, path: string, applicant: Applicant): Promise<void> {
  await control(desk.camera, 'PUT /scene', { seed: applicant.bodySeed })
  const hand = await standAtScanner(desk, applicant)
  try {
    for (const position of fingerPositions) {
      if (applicant.amputated.includes(position)) await excuse(desk, `${path}/fingers/${position}`)
      else await tell(desk, `${path}/fingers/${position}`)
    }
  } finally {
    hand.leave()
  }
  await tell(desk, `${path}/portrait`)
  await tell(desk, `${path}/marks`, { text: 'Nốt ruồi cách 1 cm dưới mép trái' })
  await tell(desk, `${path}/iris`, { exception: 'Điểm thu nhận chưa có máy quét mống mắt' })
  await tell(desk, `${path}/signature`, { signature: await signaturePng() })
}

/** A finger that is not there: shown to the camera, and seen by the supervisor. */
async function excuse(desk: Desk, path: string): Promise<void> {
  const exception = { kind: 'AMPUTATED', permanent: true, reason: 'Cụt do tai nạn lao động' }
  await tell(desk, path, { exception })
  await tell(desk, `${path}/hand-photo`)
  await tell(desk, `${path}/confirm`)
}

/** As the pad draws it: strokes on nothing, in base64. */
export async function signaturePng(): Promise<string> {
  const strokes =
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200">' +
    '<path d="M40 150 C120 20 180 190 260 90 S420 160 560 60" fill="none" stroke="#123" stroke-width="5"/></svg>'
  return (await sharp(Buffer.from(strokes)).png().toBuffer()).toString('base64')
}

/** Does what the kiosk asks for on its event stream: lays the finger on, lifts it. */
async function standAtScanner(desk: Desk, { bodySeed }: Applicant): Promise<{ leave(): void }> {
  const left = new AbortController()
  const response = await fetch(`${desk.url}/events`, {
    headers: { authorization: `Bearer ${desk.token}` },
    signal: left.signal,
  })
  const obey = async ({ type, step, position, impression = 1, attempt = 1 }: ProgressEvent) => {
    if (type !== 'capture') return
    if (step === 'PLACE')
      await control(desk.scanner, 'PUT /finger', {
        seed: bodySeed,
        finger: position,
        // Every touch is another one, also when the kiosk asks for it again.
        impression: impression + 2 * (attempt - 1),
      })
    if (step === 'LIFT') await control(desk.scanner, 'DELETE /finger')
  }
  void (async () => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) await obey(JSON.parse(data) as ProgressEvent)
      }
    }
  })().catch((error: unknown) => {
    if (!left.signal.aborted) throw error
  })
  return { leave: () => left.abort() }
}

/** All packets of the kiosk have their receipt. */
export async function outboxEmpty(desk: Desk): Promise<void> {
  await until('every packet received', async () => {
    const { packets } = await ask<{ packets: readonly { readonly state: string }[] }>(desk, '/outbox')
    return packets.every(({ state }) => state === 'RECEIVED')
  })
}

/** The kiosk is certified and holds its settings. */
export async function deskInstalled(desk: Desk): Promise<void> {
  await until('the kiosk is installed', async () => {
    const { installation } = await ask<{ installation: { readonly step: string } }>(desk, '/status')
    return installation.step === 'READY'
  })
}
