/** What a desk captures beside fingers and portrait, as an officer's screen sends it. */
import { signaturePng } from '../../demo/desk.ts'
import { portraitOf } from '../../support/portraits.ts'
import { adultDetails, adultNumber, adultPerson, consent, succeed } from './desk.ts'
import type { Answer, KioskProcess } from './kiosk-process.ts'

/** A grown person's file up to the captures; answers its code. */
export async function beginCapture(kiosk: KioskProcess): Promise<string> {
  const given = { number: adultNumber, birthDate: adultPerson.birthDate }
  const id = String((await succeed(kiosk.post('/sessions', given)))['id'])
  await consent(kiosk, id)
  await succeed(kiosk.post(`/sessions/${id}/details`, adultDetails))
  return id
}

export const noIrisCamera = 'Điểm thu nhận chưa có máy quét mống mắt'

/** A file as the body, as a page's camera or a maker's program sends it. */
export async function sendFile(
  kiosk: KioskProcess,
  path: string,
  { type, content }: { readonly type: 'image/jpeg' | 'image/png'; readonly content: Uint8Array },
): Promise<Answer> {
  const response = await fetch(kiosk.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${kiosk.token}`, 'content-type': type },
    body: new Uint8Array(content),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

/** A webcam's picture that the page hands in. */
export const jpeg = async (seed = 2) => ({ type: 'image/jpeg', content: await portraitOf(seed) }) as const

/** Marks, the reason why there is no iris, and a signature: everything that needs no device. */
export async function makeStatements(kiosk: KioskProcess, id: string): Promise<void> {
  await succeed(kiosk.post(`/sessions/${id}/marks`, { text: 'Nốt ruồi cách 1 cm dưới mép trái' }))
  await succeed(kiosk.post(`/sessions/${id}/iris`, { exception: noIrisCamera }))
  await succeed(kiosk.post(`/sessions/${id}/signature`, { signature: await signaturePng() }))
}

/** A finger that cannot be taken, shown and confirmed by the supervisor at the desk. */
export async function excuseFinger(kiosk: KioskProcess, id: string, position: number): Promise<void> {
  const path = `/sessions/${id}/fingers/${position}`
  const exception = { kind: 'AMPUTATED', permanent: true, reason: 'Mất ngón do tai nạn lao động' }
  await succeed(kiosk.post(path, { exception }))
  await succeed(sendFile(kiosk, `${path}/hand-photo?device=Webcam`, await jpeg()))
  await succeed(kiosk.post(`${path}/confirm`))
}
