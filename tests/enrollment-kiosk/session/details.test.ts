import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readCertificate } from '../../../core/cms/certificate.ts'
import { evidenceKey } from '../../../core/cms/evidence-line.ts'
import { verifySlipCode } from '../../../core/cms/slip-code.ts'
import type { Claim, ComparedField, SessionView } from '../../../core/contracts/desk/session.ts'
import { readBack } from '../../../enrollment-kiosk/documents/read-back.ts'
import { readPdf } from '../../../enrollment-kiosk/papers/read-pdf.ts'
import { startScanner, type ScannerProcess } from '../scan-station/scanner-process.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  bringPaper,
  childDetails,
  childNumber,
  childPerson,
  consent,
  hireOfficers,
  openDesk,
  registryAnswer,
  succeed,
  untilState,
} from './desk.ts'
import { makeDataDirectory, startKioskProcess, type Answer, type KioskProcess } from './kiosk-process.ts'

let scanner: ScannerProcess
let server: ContractServer
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let id: string

beforeAll(async () => {
  scanner = await startScanner()
  server = await startContractServer()
  server.signedQrOnCard = true
  hireOfficers(server)
  directory = await makeDataDirectory()
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: { DOCUMENT_SCANNER: scanner.url },
  })
  await openDesk(kiosk)
})
afterAll(async () => {
  await kiosk.stop()
  await Promise.all([scanner.stop(), server.close(), directory.remove()])
})
beforeEach(async () => {
  server.registry = registryAnswer(childNumber, childPerson)
  id = String((await begin({ number: childNumber, birthDate: childPerson.birthDate }))['id'])
  await consent(kiosk, id)
})

const begin = (given: object) => succeed(kiosk.post('/sessions', given))
const post = (path: string, body?: unknown) => kiosk.post(`/sessions/${id}${path}`, body)
const codeOf = async (answer: Promise<Answer>) => (await answer).body['code']
const seen = (answer: Promise<Answer>) => succeed(answer) as Promise<unknown> as Promise<SessionView>
const session = () => seen(kiosk.get(`/sessions/${id}`))
const missing = async () => (await session()).missing?.map(({ code }) => code)
const row = (view: SessionView, field: string): ComparedField | undefined =>
  view.comparison.find((one) => one.field === field)
const details = (changes: object = {}) => ({ ...childDetails, ...changes })
const named = (name: string) => details({ person: { ...childPerson, name } })

/** The child's name with a tone in the other place: not another name to a reader, and another one to the law. */
const otherTone = childPerson.name.replace('THÙY', 'THUỲ')
const claim = (changes: Partial<Claim> = {}): Claim => ({
  field: 'name',
  registry: null,
  declared: otherTone,
  winner: 'DECLARED',
  form: null,
  paper: null,
  confirmedByCitizen: false,
  ...changes,
})

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#f4f1e8' } })

async function send(path: string, type: string, content: Uint8Array): Promise<Answer> {
  const response = await fetch(`${kiosk.url}/sessions/${id}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${kiosk.token}`, 'content-type': type },
    body: new Uint8Array(content),
  })
  return { status: response.status, body: (await response.json()) as Answer['body'] }
}

async function pageSize(name: string): Promise<{ readonly width: number; readonly height: number }> {
  const { width, height } = await sharp(await fetchBytes(`/sessions/${id}/files/${name}`)).metadata()
  return { width, height }
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${kiosk.token}` }
  const response = await fetch(kiosk.url + path, { headers })
  if (!response.ok) throw new Error(await response.text())
  return new Uint8Array(await response.arrayBuffer())
}

function pdfOf(pages: number): Promise<Uint8Array> {
  const document = new PDFDocument({ size: 'A5', autoFirstPage: false })
  for (let page = 0; page < pages; page++) document.addPage().rect(40, 40, 200, 100).fill('#334')
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.on('end', resolve))
  document.end()
  return ended.then(() => new Uint8Array(Buffer.concat(chunks)))
}

describe('finding the applicant', () => {
  const [year, month, day] = childPerson.birthDate.split('-')

  test.each([
    ['of 2021', `${childNumber}||ĐẶNG NGUYỄN THÙY DƯƠNG|${day}${month}${year}|Nữ|Xã Mẫu Một|01082024`],
    [
      'of 2024',
      `${childNumber}||ĐẶNG NGUYỄN THÙY DƯƠNG|${day}${month}${year}|Nữ|Xã Mẫu Một|01082024||ĐẶNG VĂN MẪU|NGUYỄN THỊ MẪU`,
    ],
  ])(
    'the QR of a card %s says number and birth date, and stands as a source of its own',
    async (_, scanned) => {
      const begun = (await begin({ scanned })) as unknown as SessionView
      expect(begun).toMatchObject({
        givenNumber: childNumber,
        givenBirthDate: childPerson.birthDate,
        registryOutcome: 'FOUND',
        registryFrom: 'NOW',
      })
      expect(row(begun, 'residence')).toMatchObject({
        card: 'Xã Mẫu Một',
        registry: childPerson.residence,
        open: false,
      })
    },
  )

  test('a text that is no code of ours, a booking that nobody knows, and a number without a birth date are said so', async () => {
    expect(await codeOf(kiosk.post('/sessions', { scanned: 'https://example.vn' }))).toBe('SCAN_UNREADABLE')
    const scanned = 'LICHHEN|0193a1f2-7c11-7e6a-9b7e-3f2a61d40c55'
    expect(await codeOf(kiosk.post('/sessions', { scanned }))).toBe('BOOKING_UNKNOWN')
    expect(await codeOf(kiosk.post('/sessions', { scanned: childNumber }))).toBe('MALFORMED_REQUEST')
  })
})

test('of somebody else who is found under the same code, nothing of the first one stays', async () => {
  await succeed(bringPaper(kiosk, id, 'OTHER'))
  await succeed(kiosk.put(`/sessions/${id}/draft`, { pane: 'details', input: 'x' }))
  await succeed(post('/events', { event: 'change' }))
  const other = '001323000028'
  server.registry = registryAnswer(other, { ...childPerson, name: 'LÊ THỊ MẪU' })
  const again = await seen(post('/identity', { number: other, birthDate: childPerson.birthDate }))
  expect(again).toMatchObject({ consent: null, papers: [], drafts: {}, registry: { number: other } })
})

describe('the comparison', () => {
  test('a tone in another place is a difference that holds the file until it is settled, step by step', async () => {
    const detailed = await seen(post('/details', named(otherTone)))
    // The server makes cards with a signed QR: the desk shows them so.
    expect(detailed.card?.template).toBe('CC_2024_UNDER_6_SIGNED_QR')
    expect(row(detailed, 'name')).toMatchObject({
      registry: childPerson.name,
      declared: otherTone,
      marks: [[14, 16]],
      open: true,
    })
    expect(await missing()).toEqual(['DIFFERENCE_OPEN'])
    await succeed(post('/comparison', { claims: [claim()] }))
    expect(await missing()).toEqual(['CLAIM_WITHOUT_PAPER'])
    const [paper] = ((await succeed(bringPaper(kiosk, id, 'BIRTH_CERTIFICATE'))) as unknown as SessionView)
      .papers
    await succeed(post('/comparison', { claims: [claim({ paper: paper?.id ?? '' })] }))
    expect(await missing()).toEqual(['CLAIM_UNCONFIRMED'])
    const confirmed = await seen(post('/citizen-confirmation', { fields: ['name'] }))
    expect(confirmed.missing).toEqual([])
    expect(row(confirmed, 'name')).toMatchObject({
      open: false,
      claim: { registry: childPerson.name, form: 'DC02', confirmedByCitizen: true },
    })
    expect(confirmed.attention).toHaveLength(1)
    const removed = await seen(kiosk.delete(`/sessions/${id}/papers/${paper?.id}`))
    expect(removed.missing?.map(({ code }) => code)).toEqual(['CLAIM_WITHOUT_PAPER'])
  })

  test('where the registry wins its word is written, and what is typed otherwise later is open again', async () => {
    await succeed(post('/comparison', { claims: [claim({ winner: 'REGISTRY' })] }))
    const detailed = await seen(post('/details', named(otherTone)))
    expect(detailed.details?.person.name).toBe(childPerson.name)
    expect(detailed.missing).toEqual([])
    await succeed(post('/events', { event: 'back' }))
    await succeed(post('/details', named('ĐẶNG NGUYỄN THUY DƯƠNG')))
    expect(await missing()).toEqual(['DIFFERENCE_OPEN'])
  })

  test('a confirmation is of certain letters: other ones are confirmed again', async () => {
    await succeed(post('/details', named(otherTone)))
    await succeed(post('/citizen-confirmation', { fields: ['name', 'sex'] }))
    await succeed(post('/events', { event: 'back' }))
    const again = await seen(post('/details', named('ĐẶNG NGUYỄN THUY DƯƠNG')))
    expect(again.citizenConfirmed).toEqual(['sex'])
  })

  test('what another procedure changes cannot be claimed at the desk', async () => {
    const elsewhere = claim({ field: 'residence', declared: 'Xã Mẫu Ba' })
    expect(await codeOf(post('/comparison', { claims: [elsewhere] }))).toBe('CLAIM_ELSEWHERE')
  })
})

describe('the details', () => {
  test('what is typed is kept word for word, whatever it is, also in review', async () => {
    const typed = { name: '  đặng ', phone: '09x', unfinished: [1, null] }
    await succeed(kiosk.put(`/sessions/${id}/draft`, { pane: 'details', input: typed }))
    await succeed(post('/details', details()))
    const reviewing = await seen(post('/review'))
    expect(reviewing.drafts).toEqual({ details: typed })
    await succeed(post('/events', { event: 'amend' }))
    await succeed(kiosk.put(`/sessions/${id}/draft`, { pane: 'details', input: { name: 'X' } }))
    const amended = await session()
    expect(amended).toMatchObject({ state: 'DETAILS', details: { person: childPerson } })
    expect(amended.drafts).toEqual({ details: { name: 'X' } })
  })

  test('the desk decides the fee, and an exemption needs its paper', async () => {
    const exchange = { kind: 'EXCHANGE', reason: 'ON_REQUEST' }
    const cheap = { decision: 'DUE', amount: 1, rule: null, paper: null }
    const due = await seen(post('/details', details({ ...exchange, fee: cheap })))
    expect(due.details?.fee?.amount).toBe(due.fees?.amount)
    expect(due.fees?.exemptions.length).toBeGreaterThan(0)
    await succeed(post('/events', { event: 'back' }))
    const fee = { decision: 'EXEMPT', amount: 0, rule: 'POOR_HOUSEHOLD', paper: null }
    await succeed(post('/details', details({ ...exchange, fee })))
    expect(await missing()).toEqual(['PAPER_MISSING'])
    await succeed(bringPaper(kiosk, id, 'FEE_EXEMPTION'))
    expect(await missing()).toEqual([])
  })

  test('a reason of another kind, and an old card handled against the rule, are refused', async () => {
    expect(await codeOf(post('/details', details({ reason: 'LOST' })))).toBe('REASON_UNKNOWN')
    const kept = { kind: 'CCCD_CHIP', number: childNumber, handling: 'KEPT_UNTIL_DELIVERY' }
    expect(await codeOf(post('/details', details({ surrendered: [kept] })))).toBe('SURRENDER_NOT_ALLOWED')
    expect((await session()).state).toBe('COMPARING')
  })

  test('only the text of consent in force can be agreed to', async () => {
    expect(await codeOf(post('/consent', { version: '1999', signature: null }))).toBe('CONSENT_OUTDATED')
    const { version } = (await session()).consentText
    const scrawl = Buffer.from('no picture').toString('base64')
    expect(await codeOf(post('/consent', { version, signature: scrawl }))).toBe('PICTURE_UNREADABLE')
  })
})

describe('papers', () => {
  test('a picture is made small enough, and a page is turned and cut', async () => {
    const large = await picture(3000, 1000).png().toBuffer()
    const added = await seen(send('/papers?type=BIRTH_CERTIFICATE', 'image/png', large))
    const [paper] = added.papers
    const name = paper?.pages[0] ?? ''
    expect(await pageSize(name)).toEqual({ width: 2000, height: 667 })
    const crop = { left: 0, top: 0, width: 600, height: 1500 }
    await succeed(kiosk.put(`/sessions/${id}/papers/${paper?.id}`, { rotate: 90, crop, type: 'OTHER' }))
    expect(await pageSize(name)).toEqual({ width: 600, height: 1500 })
    const outside = { crop: { left: 500, top: 0, width: 600, height: 100 } }
    const refused = kiosk.put(`/sessions/${id}/papers/${paper?.id}`, outside)
    expect(await codeOf(refused)).toBe('PICTURE_UNREADABLE')
    expect((await session()).papers).toMatchObject([{ type: 'OTHER', source: 'FILE' }])
  })

  test('a PDF is taken in page by page, more pages join it, and it goes as a whole', async () => {
    const [paper] = (await seen(send('/papers?type=OTHER', 'application/pdf', await pdfOf(2)))).papers
    const more = `/papers?type=OTHER&paper=${paper?.id}`
    const joined = await seen(send(more, 'image/png', await picture(50, 80).png().toBuffer()))
    expect(joined.papers.map(({ pages }) => pages.length)).toEqual([3])
    const gone = await seen(kiosk.delete(`/sessions/${id}/papers/${paper?.id}`))
    expect(gone.papers).toEqual([])
    await expect(pageSize(paper?.pages[0] ?? '')).rejects.toThrow('SESSION_UNKNOWN')
  })

  test('the document scanner gives all sheets of its feeder, and says when there is none', async () => {
    await scanner.load([
      await picture(800, 1100).jpeg().toBuffer(),
      await picture(800, 1100).jpeg().toBuffer(),
    ])
    const scanned = await seen(post('/papers', { type: 'OTHER', source: 'SCANNER' }))
    expect(scanned.papers).toMatchObject([{ source: 'SCANNER', pages: { length: 2 } }])
    expect(await codeOf(post('/papers', { type: 'OTHER', source: 'SCANNER' }))).toBe('FEEDER_EMPTY')
  })

  test.each([
    ['no picture', 'image/jpeg', new Uint8Array([1, 2, 3]), 'PICTURE_UNREADABLE'],
    ['no PDF', 'application/pdf', new Uint8Array([1, 2, 3]), 'PICTURE_UNREADABLE'],
  ] as const)('%s is refused', async (_, type, content, code) => {
    expect(await codeOf(send('/papers?type=OTHER', type, content))).toBe(code)
  })

  test('a type that no rule knows is refused', async () => {
    expect(await codeOf(send('/papers?type=LOVE_LETTER', 'image/jpeg', new Uint8Array([1])))).toBe(
      'MALFORMED_REQUEST',
    )
  })
})

test('the packet tells form, consent, papers, claims, fee and delivery, and slip and sheet are read back', async () => {
  const [proof] = ((await succeed(bringPaper(kiosk, id, 'BIRTH_CERTIFICATE'))) as unknown as SessionView)
    .papers
  await succeed(post('/comparison', { claims: [claim({ paper: proof?.id ?? '' })] }))
  await succeed(post('/citizen-confirmation', { fields: ['name'] }))
  const contact = { phone: '0912345678', email: null }
  const detailed = await seen(post('/details', { ...named(otherTone), contact }))
  expect(detailed.missing).toEqual([])
  await succeed(post('/review'))
  expect(await codeOf(kiosk.get(`/sessions/${id}/documents/slip`))).toBe('DOCUMENT_NOT_YET')
  const sheet = await fetchBytes(`/sessions/${id}/documents/sheet`)
  expect((await readBack(sheet)).barcode).toBe(id)
  const signed = await seen(post('/sign'))
  const slip = await fetchBytes(`/sessions/${id}/documents/slip`)
  expect(await readPdf(slip, { dpi: 30, most: 5 })).toHaveLength(1)
  const { barcode, qr } = await readBack(slip)
  expect(barcode).toBe(id)
  const sealed = await seen(post('/countersign'))
  await untilState(kiosk, String(sealed.packet), 'RECEIVED')
  const { manifest, files, machineCertificate } = await server.open(String(sealed.packet))
  expect(manifest).toMatchObject({
    form: detailed.form,
    consent: { version: detailed.consentText.version, signature: 'consent.png' },
    contact,
    delivery: { kind: 'PICKUP', centre: 'HN001' },
    fee: { decision: 'FREE', amount: 0, rule: 'FIRST' },
    papers: [{ type: 'BIRTH_CERTIFICATE' }],
    claims: [{ field: 'name', winner: 'DECLARED', form: 'DC02', paper: proof?.id, confirmedByCitizen: true }],
  })
  expect([...files.keys()]).toEqual(expect.arrayContaining(['consent.png', ...(proof?.pages ?? [])]))
  const key = await evidenceKey(machineCertificate)
  if (!key) throw new Error('no key')
  expect(await verifySlipCode(qr ?? '', key)).toMatchObject({
    applicationCode: id,
    centre: 'HN001',
    keyId: readCertificate(machineCertificate).keyId,
    promisedOn: signed.promised?.on,
  })
})
