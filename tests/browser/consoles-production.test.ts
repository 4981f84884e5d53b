import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cardFaceSchema } from '../../core/contracts/print-job.ts'
import { calendarDateAt, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { issueBlanks } from '../../server/production/issue-blanks.ts'
import { keepTrayPicture } from '../../server/production/quality/keep-tray-picture.ts'
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
    const { id, lease, blankSerial, face } = await workUntil(app, station, 'STACKED')
    const portraitSha256 = await app.blobs.put(await drawPortrait())
    await app.db.printJob.update({ where: { id }, data: { portraitSha256 } })
    return { id, lease, serial: blankSerial, face }
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

  test('a card is held beside what the camera above its tray saw', async () => {
    const { id, lease, serial } = await stackedCard()
    const picture = await drawPortrait()
    await keepTrayPicture(house.app, station, { id, lease, picture })
    const page = await house.open(controller)
    await goTo(page, '/production/check')
    await page.getByLabel('Ô quét').waitFor()
    await scan(page, serial)
    const seen = page.getByRole('img', { name: 'Thẻ vừa in, do camera trên khay chụp' })
    await seen.waitFor()
    expect(await seen.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
    await inspectBoth(page, 'check-tray-picture')
  })

  test('a day’s shifts show how well each station worked, and what stopped it, by keys', async () => {
    await tell('RUNNING', null)
    house.advanceClock(30 * 60_000)
    await tell('STOPPED', 'RIBBON_OUT')
    house.advanceClock(10 * 60_000)
    const { openedAt } = await house.app.db.shift.findFirstOrThrow({ where: { stationId: station.id } })
    const page = await house.open(operator)
    await goTo(page, '/production/effectiveness')
    await page.getByLabel('Ca mở ngày').fill(formatVietnamese(calendarDateAt(openedAt.getTime())))
    await page.keyboard.press('Enter')
    const row = page.getByRole('row').filter({ hasText: 'đang mở' })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/\d+(,\d)? %/)
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    const stops = page.getByRole('region', { name: /^Lý do dừng: / })
    await stops.getByText('Dừng: ').first().waitFor()
    await page.locator('.chart svg').first().waitFor()
    await inspectBoth(page, 'effectiveness')
  })

  test('the supervisor turns the sample into a full check; an operator sees the rules only', async () => {
    const page = await house.open(supervisor)
    await goTo(page, '/production/policy')
    await page.getByLabel('Lấy mẫu: 1 thẻ trong').waitFor()
    await inspectBoth(page, 'quality-policy')
    await page.getByLabel('Lấy mẫu: 1 thẻ trong').fill('30')
    await page.getByLabel('Dừng trạm khi tỷ lệ đạt dưới').fill('90')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Quy định mới đã có hiệu lực.').waitFor()
    const policies = () => house.app.db.qualityPolicy.findMany({ orderBy: { id: 'asc' } })
    expect((await policies()).at(-1)).toMatchObject({
      officerId: supervisor.actor.id,
      policy: { everyNth: 30, leastRate: 0.9 },
    })
    await tabTo(page, 'Lấy mẫu')
    await page.keyboard.press('ArrowRight')
    await page.getByLabel('Lấy mẫu: 1 thẻ trong').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Enter')
    await expect.poll(async () => (await policies()).at(-1)?.policy).toMatchObject({ everyNth: 1 })

    const theirs = await house.open(operator)
    await goTo(theirs, '/production/policy')
    await theirs.getByText('Trưởng xưởng đổi được quy định này.').waitFor()
    expect(await theirs.getByRole('button', { name: 'Áp dụng' }).count()).toBe(0)
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
