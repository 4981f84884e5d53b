/** Builders and the usual walk through a desk. Every person here is invented. */
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { signaturePng } from '../../demo/desk.ts'
import type { ContractServer } from './contract-server.ts'
import { until, type Answer, type KioskProcess } from './kiosk-process.ts'

/** A name with every kind of letter that the packet must carry. */
export const childPerson = {
  name: 'ĐẶNG NGUYỄN THÙY DƯƠNG',
  birthDate: `${new Date().getUTCFullYear() - 3}-02-11`,
  sex: 'FEMALE',
  nationality: 'Việt Nam',
  ethnicity: 'Kinh',
  religion: null,
  birthRegistrationPlace: 'Xã Mẫu Một, Thành phố Hà Nội',
  placeOfOrigin: 'Xã Mẫu Một, Thành phố Hà Nội',
  residence: 'Thôn Mẫu, Xã Mẫu Một, Thành phố Hà Nội',
  residenceUnit: '00001',
  birthProvince: '001',
  legacyNumber: null,
  fatherName: 'ĐẶNG VĂN MẪU',
  motherName: 'NGUYỄN THỊ MẪU',
}

export const adultPerson = {
  ...childPerson,
  name: "H'HEN NIÊ",
  birthDate: '1990-05-20',
  ethnicity: 'Ê Đê',
  religion: 'Tin Lành',
}

export const childNumber = '001323000011'
export const adultNumber = '001190000022'

/** A child under six needs neither fingers nor portrait: a whole file without devices. */
export const childDetails = {
  kind: 'FIRST_ISSUE',
  reason: 'FIRST',
  channel: 'DESK',
  person: childPerson,
  representative: { number: '001090000033', name: 'ĐẶNG VĂN MẪU', relation: 'FATHER' },
}

export const adultDetails = {
  ...childDetails,
  reason: 'AGE',
  kind: 'EXCHANGE',
  person: adultPerson,
  representative: null,
}

export const registryAnswer = (number: string, person: object) => ({
  number,
  version: 3,
  pulledAt: new Date().toISOString(),
  person,
})

export function hireOfficers(server: ContractServer): { operator: string; supervisor: string } {
  const operator = randomUUID()
  const supervisor = randomUUID()
  server.officers.set('operator1', { id: operator, role: 'OPERATOR' })
  server.officers.set('supervisor1', { id: supervisor, role: 'SUPERVISOR' })
  return { operator, supervisor }
}

export function signIn(
  kiosk: KioskProcess,
  username: string,
  role: 'operator' | 'supervisor',
): Promise<Answer> {
  return kiosk.post('/officers/sign-in', { username, password: `${username}-password`, role })
}

/** Installed, with both officers at the desk. */
export async function openDesk(kiosk: KioskProcess): Promise<void> {
  await until(
    () => kiosk.get('/status'),
    ({ body }) => (body['installation'] as { step: string }).step === 'READY',
  )
  for (const [username, role] of [
    ['operator1', 'operator'],
    ['supervisor1', 'supervisor'],
  ] as const) {
    await succeed(signIn(kiosk, username, role))
  }
}

/** The body of an answer that must be a success. */
export async function succeed(answer: Promise<Answer>): Promise<Record<string, unknown>> {
  const { status, body } = await answer
  if (status !== 200 && status !== 204) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

/** The applicant agrees, and signs under it. */
export async function consent(kiosk: KioskProcess, id: string): Promise<void> {
  const { consentText } = await succeed(kiosk.get(`/sessions/${id}`))
  const { version } = consentText as { version: string }
  await succeed(kiosk.post(`/sessions/${id}/consent`, { version, signature: await signaturePng() }))
}

/** A paper that the applicant brought as a picture. */
export async function bringPaper(kiosk: KioskProcess, id: string, type: string): Promise<Answer> {
  const picture = await sharp({ create: { width: 300, height: 420, channels: 3, background: '#f4f1e8' } })
    .jpeg()
    .toBuffer()
  const response = await fetch(`${kiosk.url}/sessions/${id}/papers?type=${type}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kiosk.token}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(picture),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

/** A child's file before its details: begun, agreed to, and with the proof that the father is one. */
export async function beginChild(
  kiosk: KioskProcess,
  number: string | null = childNumber,
  more: object = {},
): Promise<string> {
  const given = { number, birthDate: childPerson.birthDate, ...more }
  const begun = await succeed(kiosk.post('/sessions', given))
  const id = String(begun['id'])
  await consent(kiosk, id)
  await succeed(bringPaper(kiosk, id, 'REPRESENTATIVE_PROOF'))
  return id
}

/** A child's file up to the operator's signature; `begin` is said beside number and birth date. Answers its application code. */
export async function signChildFile(
  kiosk: KioskProcess,
  begin: object = {},
  details: object = childDetails,
): Promise<string> {
  const id = await beginChild(kiosk, childNumber, begin)
  await succeed(kiosk.post(`/sessions/${id}/details`, details))
  await succeed(kiosk.post(`/sessions/${id}/review`))
  await succeed(kiosk.post(`/sessions/${id}/sign`))
  return id
}

/** A child's file, sealed; answers its code and the packet's SHA-256. */
export async function sealChildFile(
  kiosk: KioskProcess,
  begin: object = {},
): Promise<{ id: string; sha256: string }> {
  const id = await signChildFile(kiosk, begin)
  const sealed = await succeed(kiosk.post(`/sessions/${id}/countersign`))
  return { id, sha256: String(sealed['packet']) }
}

export interface Packet {
  readonly applicationCode: string
  readonly sha256: string
  readonly state: string
  readonly reason: { readonly code: string; readonly vi: string } | null
}

export async function packets(kiosk: KioskProcess): Promise<readonly Packet[]> {
  return (await succeed(kiosk.get('/outbox')))['packets'] as readonly Packet[]
}

export async function untilState(kiosk: KioskProcess, sha256: string, state: string): Promise<Packet> {
  const found = await until(
    async () => (await packets(kiosk)).find((packet) => packet.sha256 === sha256),
    (packet) => packet?.state === state,
  )
  if (!found) throw new Error('no such packet')
  return found
}
