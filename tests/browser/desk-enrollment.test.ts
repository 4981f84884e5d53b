/** One whole enrollment in Chromium, from the number that is typed to the server's receipt, and no hand on a mouse. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Applicant, bringApplicant } from '../enrollment-kiosk/session/applicant.ts'
import {
  adultNumber,
  adultPerson,
  registryAnswer,
  succeed,
  untilState,
} from '../enrollment-kiosk/session/desk.ts'
import { chromiumMissing } from './chromium.ts'
import { firstBuild } from './console-under-test.ts'
import { chooseOne, consentOnPaper, fileOn, goOn, paneHeading, tabToThat, typeInto } from './desk-hands.ts'
import { type DeskUnderTest, openDeskUnderTest } from './desk-under-test.ts'

/** Seconds that the screens may take of an officer who knows the keys; the wires' own time comes on top. */
const mostSeconds = 60
/** The speed that the agent raises the scanner to (enrollment-kiosk/main.ts). */
const baudRate = 115_200

/** Eight bits with start and stop bit. */
const bitsPerByte = 10

/** A picture of 256 × 288 pixels of four bits, in frames of 128 bytes with eleven around them. */
const pictureBytes = (256 * 288) / 2
const wirePictureBytes = pictureBytes * (1 + 11 / 128)

/** What the scanner's pictures alone need of its wire. */
const wireSeconds = (pictures: number) => (pictures * wirePictureBytes * bitsPerByte) / baudRate

async function identify(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Số định danh cá nhân' }).waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(adultNumber)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type(adultPerson.birthDate.split('-').toReversed().join('/'))
  await goOn(page)
  await paneHeading(page, 'Đối chiếu thông tin').waitFor()
  await goOn(page)
  await paneHeading(page, 'Tờ khai').waitFor()
}

async function enterDetails(page: Page): Promise<void> {
  await chooseOne(page, 'Loại cấp', 'Cấp lần đầu')
  await tabToThat(page, page.getByRole('combobox', { name: 'Lý do' }))
  await page.keyboard.type('lần đầu')
  await page.getByRole('option', { name: 'Cấp lần đầu' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await typeInto(page, 'Số điện thoại', '0912345678')
  await consentOnPaper(page)
  await goOn(page)
  await paneHeading(page, 'Sinh trắc học').waitFor()
}

async function captureAll(page: Page): Promise<void> {
  const stage = (name: string) => page.getByRole('region', { name, exact: true }).waitFor()
  await stage('Đặc điểm nhân dạng')
  await page.keyboard.type('Sẹo chấm cách 1 cm trên đuôi lông mày trái')
  await page.keyboard.press('F4')
  await stage('Ngón cái phải')
  await page.keyboard.press('F4')
  await stage('Ảnh khuôn mặt')
  await page.getByText('Đạt mọi yêu cầu: chụp được.').waitFor()
  await page.keyboard.press('F4')
  await page.getByRole('button', { name: 'Dùng ảnh này' }).waitFor()
  await page.keyboard.press('F4')
  await stage('Mống mắt')
  await tabToThat(page, page.getByLabel('Lý do không thu nhận mống mắt'))
  await page.keyboard.type('Điểm thu nhận chưa có máy quét mống mắt')
  await page.keyboard.press('F4')
  await stage('Chữ ký')
  await page.keyboard.press('F8')
  await page.keyboard.type('Tay phải bó bột, không cầm được bút')
  await page.keyboard.press('F4')
  await page.getByText('Đã xong mọi bước').waitFor()
  await goOn(page)
  await paneHeading(page, 'Xem lại và ký').waitFor()
}

async function signAndAgree(page: Page): Promise<void> {
  await goOn(page)
  await page.getByText('Đã ký, chờ cán bộ phụ trách ký').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.locator('.file-detail').waitFor()
  await page.keyboard.press('a')
  await page.getByText('Đã duyệt và niêm phong:').waitFor()
}

describe.skipIf(chromiumMissing)('an enrollment', { timeout: 120_000 }, () => {
  let desk: DeskUnderTest
  let applicant: Applicant

  beforeAll(async () => {
    desk = await openDeskUnderTest({ devices: true })
    desk.server.registry = registryAnswer(adultNumber, adultPerson)
    applicant = await bringApplicant(desk.kiosk, desk.scanner)
  }, firstBuild)
  afterAll(async () => {
    applicant?.leave()
    await desk?.close()
  })
  afterEach(() => desk.leave())

  test('takes less than a minute of keys, and the packet holds what was typed and captured', async () => {
    const page = await desk.open('/')
    const began = performance.now()
    const lap = (name: string, since: number) => {
      const now = performance.now()
      console.log(`${name}: ${((now - since) / 1000).toFixed(1)} s`)
      return now
    }
    await identify(page)
    const identified = lap('find and compare', began)
    const id = fileOn(page)
    await enterDetails(page)
    const entered = lap('details', identified)
    await captureAll(page)
    const captured = lap('biometrics', entered)
    await signAndAgree(page)
    lap('review, sign, agree', captured)
    const seconds = (performance.now() - began) / 1000
    expect(seconds).toBeLessThan(mostSeconds)

    const { packets } = (await succeed(desk.kiosk.get('/outbox'))) as {
      packets: { applicationCode: string; sha256: string }[]
    }
    const packet = packets.find(({ applicationCode }) => applicationCode === id)
    await untilState(desk.kiosk, packet?.sha256 ?? '', 'RECEIVED')
    const { manifest } = await desk.server.open(packet?.sha256 ?? '')
    expect(manifest).toMatchObject({
      applicationCode: id,
      person: { name: adultPerson.name },
      contact: { phone: '0912345678' },
      marks: 'Sẹo chấm cách 1 cm trên đuôi lông mày trái',
      iris: { status: 'EXCEPTED' },
      portrait: { findings: [] },
      signature: { file: null },
    })
    const pictures = manifest.fingers.flatMap(({ impressions }) =>
      impressions.map(({ attempts }) => attempts ?? 1),
    )
    const wires = wireSeconds(pictures.reduce((sum, attempts) => sum + attempts, 0))
    console.log(`whole: ${seconds.toFixed(1)} s of keys and screens`)
    console.log(`the scanner's wire needs ${wires.toFixed(1)} s more at ${baudRate} baud`)
    expect(manifest.fingers.map(({ position, impressions }) => [position, impressions.length])).toEqual(
      Array.from({ length: 10 }, (_, i) => [i + 1, 2]),
    )
  })
})
