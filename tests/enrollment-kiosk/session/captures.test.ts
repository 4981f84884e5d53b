import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { photoFile } from '../../../core/contracts/desk/session.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { signaturePng } from '../../demo/desk.ts'
import { portraitOf } from '../../support/portraits.ts'
import { startEmulator, type EmulatorProcess } from '../devices/emulator-process.ts'
import { bringApplicant, touchPixels, type Applicant, type Touch } from './applicant.ts'
import { beginCapture, excuseFinger, jpeg, makeStatements, sendFile } from './captures.ts'
import { startContractServer, type ContractServer } from './contract-server.ts'
import {
  adultNumber,
  adultPerson,
  hireOfficers,
  openDesk,
  registryAnswer,
  succeed,
  untilState,
} from './desk.ts'
import {
  makeDataDirectory,
  startKioskProcess,
  until,
  type Answer,
  type KioskProcess,
} from './kiosk-process.ts'

let scanner: EmulatorProcess
let server: ContractServer
let supervisor: string
let directory: Awaited<ReturnType<typeof makeDataDirectory>>
let kiosk: KioskProcess
let id: string

beforeAll(async () => {
  scanner = await startEmulator('fingerprint', '--no-pace')
  server = await startContractServer()
  ;({ supervisor } = hireOfficers(server))
  server.registry = registryAnswer(adultNumber, adultPerson)
  directory = await makeDataDirectory()
  kiosk = await startKioskProcess({
    server: server.url,
    directory: directory.path,
    environment: {
      FINGERPRINT_PATH: scanner.link,
      SLAP_SCANNER: 'Máy quét bốn ngón',
      SETTINGS_REFRESH_MS: '50',
    },
  })
  await openDesk(kiosk)
})
afterAll(async () => {
  await kiosk.stop()
  await Promise.all([scanner.stop(), server.close(), directory.remove()])
})
beforeEach(async () => {
  id = await beginCapture(kiosk)
})

const post = (path: string, body?: unknown) => kiosk.post(`/sessions/${id}${path}`, body)
const send = (path: string, content: Uint8Array, type: 'image/png' | 'image/jpeg' = 'image/png') =>
  sendFile(kiosk, `/sessions/${id}${path}`, { type, content })
const codeOf = async (answer: Promise<Answer>) => (await answer).body['code']
const session = () => succeed(kiosk.get(`/sessions/${id}`))

interface Step {
  readonly id: string
  readonly state: string
}
const stateOf = async (step: string) =>
  ((await session())['steps'] as Step[]).find((one) => one.id === step)?.state
const missing = async () =>
  ((await session())['missing'] as { code: string; position: number | null }[]).map(({ code, position }) =>
    position === null ? code : `${code} ${position}`,
  )

async function fileOf(name: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${kiosk.token}` }
  const response = await fetch(`${kiosk.url}/sessions/${id}/files/${name}`, { headers })
  return response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array()
}

describe('a finger that cannot be taken', () => {
  const exception = { kind: 'AMPUTATED', permanent: true, reason: 'Mất ngón do tai nạn lao động' }

  test('needs the photo of the hand, then the supervisor; what was confirmed is confirmed anew by another photo', async () => {
    await succeed(post('/fingers/3', { exception }))
    expect(await missing()).toEqual(
      expect.arrayContaining(['HAND_PHOTO_MISSING 3', 'EXCEPTION_UNCONFIRMED 3']),
    )
    expect(await stateOf('finger-3')).toBe('UNCONFIRMED')
    expect(await codeOf(post('/fingers/3/confirm'))).toBe('HAND_NOT_PHOTOGRAPHED')
    expect(await codeOf(post('/fingers/4/confirm'))).toBe('FINGER_NOT_EXCUSED')
    await succeed(send('/fingers/3/hand-photo?device=Webcam', await portraitOf(3), 'image/jpeg'))
    const confirmed = await succeed(post('/fingers/3/confirm'))
    expect(confirmed['fingers']).toMatchObject([
      { exception: { ...exception, photo: 'hand-03.jpg', confirmedBy: supervisor } },
    ])
    expect(await stateOf('finger-3')).toBe('EXCEPTED')
    expect(await missing()).not.toEqual(expect.arrayContaining([expect.stringContaining(' 3')]))
    await succeed(send('/fingers/3/hand-photo?device=Webcam', await portraitOf(4), 'image/jpeg'))
    expect(await stateOf('finger-3')).toBe('UNCONFIRMED')
  })

  test('shares the photo with others of its hand, and the photo goes with the last of them', async () => {
    for (const position of [7, 8]) await succeed(post(`/fingers/${position}`, { exception }))
    await succeed(send('/fingers/8/hand-photo?device=Webcam', await portraitOf(3), 'image/jpeg'))
    expect((await session())['fingers']).toMatchObject([
      { exception: { photo: 'hand-08.jpg' } },
      { exception: { photo: 'hand-08.jpg' } },
    ])
    await succeed(kiosk.delete(`/sessions/${id}/fingers/8`))
    expect(await fileOf('hand-08.jpg')).not.toHaveLength(0)
    await succeed(kiosk.delete(`/sessions/${id}/fingers/7`))
    expect(await fileOf('hand-08.jpg')).toHaveLength(0)
  })
})

describe('the portrait', () => {
  const size = async (file: string) => {
    const { width, height } = await sharp(await fileOf(file)).metadata()
    return { width, height }
  }

  test("of the page's camera is cropped to 3 × 4, and again as the officer wants it", async () => {
    const photo = await sharp(await portraitOf(2))
      .extend({ left: 300, right: 300, background: '#eee' })
      .jpeg()
      .toBuffer()
    const query =
      'device=Webcam%20HD&findings=TURNED,BACKGROUND&quality=61&reason=B%E1%BB%8B%20v%E1%BA%B9o%20c%E1%BB%95'
    const taken = await succeed(send(`/portrait?${query}`, photo, 'image/jpeg'))
    expect(taken['portrait']).toMatchObject({
      device: 'Webcam HD',
      findings: ['TURNED', 'BACKGROUND'],
      quality: 61,
      reason: 'Bị vẹo cổ',
    })
    expect(taken['portraitFindings']).toMatchObject([{ vi: expect.stringContaining('quay') }, {}])
    expect(await stateOf('face')).toBe('POOR')
    expect(await size('portrait.jpg')).toEqual({ width: 480, height: 640 })
    expect(await size(photoFile)).toEqual({ width: 1080, height: 640 })

    const crop = { left: 390, top: 40, width: 300, height: 400 }
    const cropped = await succeed(kiosk.put(`/sessions/${id}/portrait`, { crop, findings: [], quality: 80 }))
    expect(cropped['portrait']).toMatchObject({
      device: 'Webcam HD',
      findings: [],
      quality: 80,
      reason: null,
    })
    expect(await size('portrait.jpg')).toEqual({ width: 300, height: 400 })
    expect(await stateOf('face')).toBe('DONE')
    const outside = { ...crop, left: 900 }
    expect(await codeOf(kiosk.put(`/sessions/${id}/portrait`, { crop: outside }))).toBe('CROP_REFUSED')
    await succeed(kiosk.delete(`/sessions/${id}/portrait`))
    expect(await fileOf(photoFile)).toHaveLength(0)
  })

  test('that no page looked at is looked at by the agent; a large one is brought to less than 200 kB', async () => {
    const blurred = await sharp(await portraitOf(2))
      .blur(6)
      .jpeg()
      .toBuffer()
    expect((await succeed(send('/portrait?device=Webcam', blurred, 'image/jpeg')))['portrait']).toMatchObject(
      {
        findings: ['BLURRED'],
        quality: null,
      },
    )
    const noise = { type: 'gaussian', mean: 0, sigma: 25 } as const
    const large = await sharp({
      create: { width: 1500, height: 2000, channels: 3, background: '#a08070', noise },
    })
      .jpeg({ quality: 98 })
      .toBuffer()
    await succeed(send('/portrait?device=Webcam', large, 'image/jpeg'))
    expect(await size('portrait.jpg')).toEqual({ width: 900, height: 1200 })
    expect((await fileOf('portrait.jpg')).length).toBeLessThan(200_000)
  })

  test('lying as a phone stores it is turned; what is no JPEG, or cut off, is refused', async () => {
    const lying = await sharp(await portraitOf(2))
      .rotate(90)
      .withMetadata({ orientation: 8 })
      .jpeg()
      .toBuffer()
    await succeed(send('/portrait?device=Webcam', lying, 'image/jpeg'))
    expect(await size(photoFile)).toEqual({ width: 480, height: 640 })
    const cut = (await portraitOf(2)).slice(0, 2000)
    expect(await codeOf(send('/portrait?device=Webcam', cut, 'image/jpeg'))).toBe('CAPTURE_UNREADABLE')
    expect(await codeOf(send('/portrait?device=Webcam', await portraitOf(2)))).toBe('MALFORMED_REQUEST')
    expect(await codeOf(send('/portrait', await portraitOf(2), 'image/jpeg'))).toBe('MALFORMED_REQUEST')
    expect(await codeOf(post('/portrait'))).toBe('DEVICE_NOT_CONFIGURED')
    expect(await size(photoFile)).toEqual({ width: 480, height: 640 })
  })
})

describe('what is said and drawn', () => {
  test('a signature shows ink; who cannot sign says why', async () => {
    const blank = { width: 600, height: 200, channels: 3, background: '#fff' } as const
    const empty = await sharp({ create: blank }).png().toBuffer()
    const black = await sharp({ create: { ...blank, background: '#000' } })
      .png()
      .toBuffer()
    for (const png of [empty, black, await sharp(empty).jpeg().toBuffer()]) {
      expect(await codeOf(post('/signature', { signature: png.toString('base64') }))).toBe(
        'SIGNATURE_REFUSED',
      )
    }
    expect(await stateOf('signature')).toBe('TODO')
    await succeed(post('/signature', { signature: await signaturePng() }))
    expect(await stateOf('signature')).toBe('DONE')
    await succeed(post('/signature', { refusal: 'Không biết chữ' }))
    expect(await stateOf('signature')).toBe('EXCEPTED')
    expect(await fileOf('signature.png')).toHaveLength(0)
  })

  test('marks, and what the applicant confirmed on the second screen', async () => {
    expect(await codeOf(post('/marks', { text: '  ' }))).toBe('MALFORMED_REQUEST')
    await succeed(post('/marks', { text: 'Sẹo chấm 1 cm trên đuôi mắt trái' }))
    const said = await succeed(post('/citizen-confirmation', { fields: ['name', 'birthDate'] }))
    expect(said).toMatchObject({
      marks: 'Sẹo chấm 1 cm trên đuôi mắt trái',
      citizenConfirmed: ['name', 'birthDate'],
    })
  })

  test('an iris is taken eye by eye, or has a reason; a waiver that nobody gave is none', async () => {
    expect(await codeOf(post('/iris'))).toBe('IRIS_NOT_WAIVED')
    const grey = { width: 640, height: 480, channels: 3, background: '#777' } as const
    const eye = await sharp({ create: grey }).png().toBuffer()
    await succeed(send('/iris?eye=left&device=IriShield', eye))
    const both = await succeed(send('/iris?eye=right&device=IriShield', eye))
    expect(both['iris']).toEqual({
      status: 'CAPTURED',
      files: ['iris-01.png', 'iris-02.png'],
      device: 'IriShield',
    })
    expect(await stateOf('iris')).toBe('DONE')
    await succeed(post('/iris', { exception: 'Mắt đang băng' }))
    expect(await stateOf('iris')).toBe('EXCEPTED')
    expect(await fileOf('iris-01.png')).toHaveLength(0)
  })
})

const prints = new Map<number, Promise<Buffer>>()

/** A finger of the applicant alone on a glass. */
function printPng(position: number): Promise<Buffer> {
  const { width, height } = { width: 340, height: 374 }
  const known = prints.get(position)
  if (known) return known
  const { pixels } = renderImpression(synthesiseFinger(500 + position), 7, { width, height })
  const png = sharp(pixels, { raw: { width, height, channels: 1 } })
    .png()
    .toBuffer()
  prints.set(position, png)
  return png
}

/** Fingers of the applicant on a glass for four, from left to right. */
async function slapPng(positions: readonly number[]): Promise<Uint8Array> {
  const laid = positions.map(async (position, i) => ({
    input: await printPng(position),
    left: 10 + 345 * i,
    top: i % 2 === 0 ? 110 : 10,
  }))
  return sharp({ create: { width: 1400, height: 500, channels: 3, background: '#fafafa' } })
    .composite(await Promise.all(laid))
    .toColourspace('b-w')
    .withMetadata({ density: 500 })
    .png()
    .toBuffer()
}

async function withApplicant(touch: Touch, work: () => Promise<void>): Promise<void> {
  const applicant: Applicant = await bringApplicant(kiosk, scanner, touch)
  try {
    await work()
  } finally {
    applicant.leave()
    await scanner.control('DELETE', '/finger')
  }
}
const asFinger =
  (position: number): Touch =>
  (asked) =>
    touchPixels({ ...asked, position })

describe('slaps', () => {
  test('are the first steps where the desk has a scanner for them, and each missing finger needs its exception', async () => {
    const steps = (await session())['steps'] as Step[]
    expect(steps.slice(0, 5).map((step) => step.id)).toEqual([
      'marks',
      'slap-13',
      'slap-14',
      'slap-15',
      'finger-1',
    ])
    expect(await missing()).toContain('SLAP_MISSING 13')
    const three = await slapPng([2, 4, 5])
    const refused = await send('/slaps/13', three)
    expect(refused.body).toMatchObject({
      code: 'SLAP_FINGERS_DIFFER',
      vi: expect.stringContaining('3 trên 4'),
    })
    await succeed(post('/fingers/3', { exception: { kind: 'AMPUTATED', permanent: true, reason: 'Cụt' } }))
    const taken = await succeed(send('/slaps/13', three))
    const device = expect.stringContaining('Máy quét bốn ngón')
    expect(taken['slaps']).toMatchObject([{ position: 13, fingers: [2, 4, 5], dpi: 500, device }])
    expect(await stateOf('slap-13')).toBe('DONE')
    expect(await missing()).not.toContain('SLAP_MISSING 13')
  })

  test('tell the wrong hand and the wrong finger, whichever was taken first', async () => {
    await succeed(send('/slaps/13', await slapPng([2, 3, 4, 5])))
    expect((await send('/slaps/14', await slapPng([5, 4, 3, 2]))).body).toMatchObject({
      code: 'WRONG_FINGER',
      vi: expect.stringContaining('nhầm bàn tay'),
    })
    await withApplicant(asFinger(3), async () => {
      expect((await post('/fingers/2')).body).toMatchObject({
        code: 'WRONG_FINGER',
        vi: expect.stringContaining('nhầm ngón'),
      })
      expect((await post('/fingers/7')).body).toMatchObject({ vi: expect.stringContaining('nhầm bàn tay') })
      await succeed(post('/fingers/3'))
    })
    await succeed(kiosk.delete(`/sessions/${id}/slaps/13`))
    expect(await codeOf(send('/slaps/13', await slapPng([3, 2, 4, 5])))).toBe('WRONG_FINGER')
  })
})

test("an officer's own finger is refused, and nothing of it leaves the officer's store", async () => {
  await withApplicant(asFinger(21), async () => {
    expect(await succeed(kiosk.post('/officers/fingers', { position: 2 }))).toEqual({ fingers: [2] })
    const refused = await post('/fingers/1')
    expect(refused.body).toMatchObject({
      code: 'FINGER_OF_OFFICER',
      vi: expect.stringContaining('ngón tay của cán bộ'),
    })
    expect((await session())['fingers']).toEqual([])
  })
  await withApplicant(asFinger(1), async () => void (await succeed(post('/fingers/1'))))
})

test('a file without hands and with everything said is sealed with all that was captured', async () => {
  for (const position of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) await excuseFinger(kiosk, id, position)
  await succeed(sendFile(kiosk, `/sessions/${id}/portrait?device=Webcam&findings=&quality=88`, await jpeg()))
  expect(await missing()).toEqual(['MARKS_MISSING', 'IRIS_MISSING', 'SIGNATURE_MISSING'])
  expect(await codeOf(post('/review'))).toBe('CAPTURE_INCOMPLETE')
  await makeStatements(kiosk, id)
  // The centre is granted a waiver: it stands in place of the officer's reason without a press.
  const waiver = {
    id: randomUUID(),
    subject: 'IRIS',
    validFrom: '2024-07-01',
    validTo: '2099-12-31',
  } as const
  server.waivers = [waiver]
  await succeed(kiosk.delete(`/sessions/${id}/iris`))
  await until(
    () => stateOf('iris'),
    (state) => state === 'WAIVED',
  )
  await succeed(post('/review'))
  await succeed(post('/sign'))
  const sealed = await succeed(post('/countersign'))
  await untilState(kiosk, String(sealed['packet']), 'RECEIVED')
  const { manifest, files } = await server.open(String(sealed['packet']))
  expect(manifest.fingers.map(({ exception }) => exception?.confirmedBy)).toEqual(Array(10).fill(supervisor))
  expect(manifest.iris).toEqual({ status: 'WAIVED', waiver: waiver.id, until: waiver.validTo })
  expect(manifest.portrait).toMatchObject({ quality: 88, findings: [], device: 'Webcam' })
  expect([...files.keys()].filter((name) => /^(hand|draft|signature|portrait)/.test(name)).sort()).toEqual([
    'hand-01.jpg',
    'hand-02.jpg',
    'hand-03.jpg',
    'hand-04.jpg',
    'hand-05.jpg',
    'hand-06.jpg',
    'hand-07.jpg',
    'hand-08.jpg',
    'hand-09.jpg',
    'hand-10.jpg',
    'portrait.jpg',
    'signature.png',
  ])
}, 20_000)
