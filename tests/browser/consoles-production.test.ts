import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { issueBlanks } from '../../server/production/issue-blanks.ts'
import { publishForecast } from '../../server/production/capacity/publish-forecast.ts'
import { reportPrintJob } from '../../server/production/report-print-job.ts'
import { reportState } from '../../server/production/stations/report-state.ts'
import { openShift } from '../../server/production/stock/shifts/open-shift.ts'
import { jobOf, openStation, plannedJob, receiveStock, stockKeeper, workUntil } from '../support/factory.ts'
import type { MachineActor } from '../support/machines.ts'
import { drawPortrait } from '../support/packets.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { chromiumMissing } from './chromium.ts'
import {
  type ConsoleUnderTest,
  desktop,
  expectNothingCut,
  firstBuild,
  goTo,
  openConsole,
  phone,
} from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { choose, tabTo } from './keyboard.ts'
import { settled } from './settled.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('the production floor in the consoles', { timeout: 90_000 }, () => {
  let house: ConsoleUnderTest
  let operator: Account
  let supervisor: Account
  let controller: Account
  let station: MachineActor

  beforeAll(async () => {
    house = await openConsole()
    operator = await hireOfficer(house.app, 'PRODUCTION_OPERATOR')
    supervisor = await hireOfficer(house.app, 'PRODUCTION_SUPERVISOR')
    controller = await hireOfficer(house.app, 'QUALITY_CONTROLLER')
    station = await openStation(house.app, 0)
    await openShift(house.app, operator.actor, { stationId: station.id })
    await receiveStock(house.app, 20)
    await issueBlanks(house.app, stockKeeper, { stationId: station.id, count: 20 })
  }, firstBuild)
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  const qrOfJob = async (id: string) => cardFaceSchema.parse((await jobOf(house.app, id)).face).qr
  const stateOf = async (id: string) => (await jobOf(house.app, id)).status

  /** As it stands on a large screen, and whole on a small one. */
  async function inspectBoth(page: Page, name: string): Promise<void> {
    await inspectScreen(page, name)
    await page.setViewportSize(phone)
    await settled(page)
    await expectNothingCut(page)
    await page.setViewportSize(desktop)
  }

  /** What is typed at once, as a reader does, with Enter behind it. */
  async function scan(page: Page, text: string): Promise<void> {
    await page.keyboard.insertText(text)
    await page.keyboard.press('Enter')
  }

  /** A card of which the station lost sight when it had been printed. */
  async function lostCard() {
    await plannedJob(house.app)
    const { id, lease, blankSerial } = await workUntil(house.app, station, 'PRINTED')
    await reportPrintJob(house.app, station, {
      id,
      report: { event: 'loseTrack', lease, reason: 'POWER_LOST' },
    })
    return { id, serial: blankSerial }
  }

  const tell = (state: 'RUNNING' | 'STOPPED', reason: string | null) =>
    reportState(house.app, station, {
      state,
      reason,
      printer: {
        model: 'Primacy 2',
        serial: '10000847152',
        firmware: '1862',
        ribbon: { kind: 'YMCKO', left: 182 },
        counters: { cards: 41_250, sinceCleaning: 640 },
        trouble: null,
        warnings: [],
      },
      clock: new Date(house.app.clock()).toISOString(),
    })

  /** A card that lies in the stack, with a portrait. */
  async function stackedCard() {
    const { app } = house
    await plannedJob(app)
    const { id, blankSerial, face } = await workUntil(app, station, 'STACKED')
    const portraitSha256 = await app.blobs.put(await drawPortrait())
    await app.db.printJob.update({ where: { id }, data: { portraitSha256 } })
    return { id, serial: blankSerial, face }
  }

  test('the board follows what happens, and cards that nobody can tell of are settled by scanner and keys', async () => {
    const good = await lostCard()
    const bent = await lostCard()
    const untouched = await lostCard()
    await tell('RUNNING', null)
    await publishForecast(house.app)
    const page = await house.open(operator)
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await heading(page, 'Sản xuất thẻ').waitFor()
    await page.getByText('Trực tiếp', { exact: true }).waitFor()
    const lost = page.getByRole('region', { name: 'Chưa rõ thẻ đã ra hay chưa' })
    await lost.getByText(good.serial).waitFor()
    await page.locator('.chart svg').first().waitFor()
    await inspectBoth(page, 'board')
    const qr = await qrOfJob(good.id)
    await page.keyboard.press('F2')
    await scan(page, qr)
    await page.getByText(`${good.serial}: thẻ tốt, chuyển sang kiểm tra`).waitFor()
    expect(await stateOf(good.id)).toBe('STACKED')
    await lost.getByText(good.serial, { exact: true }).waitFor({ state: 'detached' })
    await scan(page, qr)
    await page.getByText('không thuộc thẻ nào trong danh sách').waitFor()

    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await page.keyboard.press('d')
    await page.getByRole('dialog').getByText(`Khai hỏng: ${bent.serial}`).first().waitFor()
    await choose(page, 'Thẻ cong')
    await page.keyboard.press('Enter')
    await page.getByText(`${bent.serial}: đã ghi nhận`).waitFor()
    expect(await stateOf(bent.id)).toBe('SPOILED')
    await lost.getByText(bent.serial, { exact: true }).waitFor({ state: 'detached' })
    await page.keyboard.press('u')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.insertText(bent.serial)
    await page.getByText('Không phải phôi của lệnh in này').waitFor()
    await page.getByLabel('Quét hoặc gõ số phôi đang cầm').fill(untouched.serial)
    await page.keyboard.press('Enter')
    await page.getByText(`${untouched.serial}: đã ghi nhận`).waitFor()
    expect(await stateOf(untouched.id)).toBe('PLANNED')
  })

  test('the board shows at once what a station tells, and a stopped station goes on by the supervisor’s word', async () => {
    const page = await house.open(supervisor)
    await goTo(page, '/production')
    const tile = page.locator('.station')
    await tile.getByText('Đang in').waitFor()
    await page.getByText('Trực tiếp', { exact: true }).waitFor()
    await tell('STOPPED', 'RIBBON_OUT')
    await tile.getByText('Hết ruy băng').first().waitFor()
    await tile.getByRole('button').press('Enter')
    await page.keyboard.press('Control+Enter')
    await tile.getByText('Cán bộ cho dừng').waitFor()
    await tile.getByRole('button', { name: 'Cho chạy lại' }).press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('Đã thay ruy băng, in thử tốt')
    await page.keyboard.press('Control+Enter')
    await tile.getByText('Sẵn sàng').waitFor()
  })

  test('cards are passed, failed and doubted through one field', async () => {
    const { face, ...fine } = await stackedCard()
    const pale = await stackedCard()
    const doubtful = await stackedCard()
    const page = await house.open(controller)
    await goTo(page, '/production/check')
    await page.getByText(fine.serial).waitFor()
    await inspectBoth(page, 'check-list')
    await scan(page, face.qr)
    const read = page.getByRole('region', { name: 'Đối chiếu dữ liệu đã quét' })
    await read.getByText('khớp với lệnh in').waitFor()
    for (const line of face.mrz) await scan(page, line)
    await expect.poll(() => read.getByText('khớp với lệnh in').count()).toBe(2)
    await page.locator('svg.card-side image').waitFor()
    await inspectBoth(page, 'check-card')
    await page.keyboard.press('Enter')
    await page.getByText(`${fine.serial}: Đạt`).waitFor()
    expect(await stateOf(fine.id)).toBe('PASSED')

    await scan(page, pale.serial)
    await read.waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('phải quét mã QR').waitFor()
    await page.keyboard.press('1')
    await page.getByRole('button', { name: 'Không đạt: Sai màu' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(`${pale.serial}: Không đạt`).waitFor()
    expect(await jobOf(house.app, pale.id)).toMatchObject({ status: 'SPOILED', failureCode: 'COLOUR' })

    await scan(page, doubtful.serial)
    await read.waitFor()
    await scan(page, pale.face.qr)
    await read.getByText('Mã QR vừa quét không phải của thẻ đang xem').waitFor()
    await page.keyboard.type('03')
    await page.getByRole('button', { name: 'Nhờ người khác xem lại: In lệch' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(`${doubtful.serial}: Chờ người khác xem lại`).waitFor()
    await scan(page, doubtful.serial)
    await page.getByText('Bạn là người nhờ xem lại').waitFor()
    expect(await stateOf(doubtful.id)).toBe('STACKED')

    // The remake of a card that failed bears the same QR: its number is asked for, and the QR not scanned twice.
    const remake = await workUntil(house.app, station, 'STACKED')
    await page.reload()
    await page.getByLabel('Ô quét').waitFor()
    await scan(page, pale.face.qr)
    await page.getByText('Hãy quét hoặc nhập số phôi').waitFor()
    await scan(page, remake.blankSerial)
    await read.getByText('khớp với lệnh in').waitFor()
  })

  test('a batch is planned and frozen by one officer, released by another and called back, by keys', async () => {
    await plannedJob(house.app)
    const page = await house.open(operator)
    await goTo(page, '/production/batches')
    await page.getByLabel('Trạng thái').waitFor()
    await page.keyboard.press('l')
    await page.getByText(/\d lô nháp, \d thẻ/).waitFor()
    const first = page.getByRole('row').nth(1)
    await first.waitFor()
    const number = /L\d{4}-\d{6}/.exec(await first.innerText())?.[0] ?? ''
    await page.keyboard.press('j')
    await page.keyboard.press('c')
    await page.getByText(`${number}: Đã chốt, chờ phát hành`).waitFor()

    const other = await house.open(supervisor)
    await goTo(other, '/production/batches')
    await other.getByRole('row').filter({ hasText: number }).waitFor()
    await inspectBoth(other, 'batches')
    await other.keyboard.press('j')
    await other.keyboard.press('h')
    await other.getByRole('dialog').waitFor()
    await other.keyboard.press('Control+Enter')
    await other.getByText(`${number}: Đã phát hành`).waitFor()
    await tabTo(other, 'Trạng thái')
    await other.getByLabel('Trạng thái').selectOption('RELEASED')
    await other.getByRole('row').filter({ hasText: number }).waitFor()
    await other.evaluate(() => (document.activeElement as HTMLElement).blur())
    await other.keyboard.press('t')
    await other.getByRole('dialog').waitFor()
    await choose(other, 'Dữ liệu của lô')
    await other.keyboard.press('Enter')
    await other.getByText(`${number}: Đã chốt, chờ phát hành`).waitFor()
    const batch = await house.app.db.batch.findFirstOrThrow({ where: { number } })
    expect(batch).toMatchObject({ status: 'FROZEN', releasedBy: null })
  })
})
