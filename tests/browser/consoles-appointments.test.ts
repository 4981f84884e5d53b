import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  addDays,
  type CalendarDate,
  calendarDateAt,
  formatVietnamese,
} from '../../core/dates/calendar-date.ts'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import { formatBookingQr } from '../../core/qr/booking-qr.ts'
import { bookableSlots } from '../../server/enrollment/appointments/free-slots.ts'
import { bookAppointment } from '../../server/enrollment/appointments/book-appointment.ts'
import { setCentreHours } from '../../server/enrollment/appointments/set-centre-hours.ts'
import { centres, publicUrl } from '../support/app.ts'
import { type Account, hireOfficer, officerOf } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { type ConsoleUnderTest, firstBuild, goTo, openConsole, phone } from './console-under-test.ts'
import { inspectScreen } from './inspect-screen.ts'
import { choose, tabTo } from './keyboard.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const centreCode = centres.here.code

describe.skipIf(chromiumMissing)('appointments in the consoles', () => {
  let house: ConsoleUnderTest
  let reception: Account
  let supervisor: Account
  /** The next day on which people are received. */
  let day: CalendarDate
  let times: readonly string[]

  beforeAll(async () => {
    house = await openConsole()
    reception = await hireOfficer(house.app, 'RECEPTION')
    supervisor = await hireOfficer(house.app, 'STATION_SUPERVISOR')
    const open = [{ from: '08:00', to: '10:00' }]
    await setCentreHours(house.app, officerOf('STATION_SUPERVISOR'), {
      centreCode,
      from: '2026-01-01',
      hours: { 1: open, 2: open, 3: open, 4: open, 5: open, 6: open, 7: open },
      slotMinutes: 30,
      capacity: 2,
    })
    const from = addDays(calendarDateAt(house.app.clock()), 1)
    const slots = await bookableSlots(house.app, { centreCode, on: from, days: 20 })
    day = calendarDateAt(slots[0]?.at.getTime() ?? 0)
    times = slots.map(({ at }) => at.toISOString())
  }, firstBuild)
  afterAll(() => house?.close())
  beforeEach(async () => {
    await house.app.db.appointment.deleteMany()
    await house.app.db.centreClosure.deleteMany()
  })
  afterEach(() => house.leave())

  const book = (at: string, name = 'Lê Thị Hẹn') =>
    bookAppointment(house.app, officerOf('RECEPTION'), {
      centreCode,
      at,
      name,
      number: null,
      birthDate: '1990-05-20',
      phone: null,
      kind: 'EXCHANGE',
      groupName: null,
    })

  async function openDay(page: Page): Promise<void> {
    const field = page.getByLabel('Ngày', { exact: true }).first()
    await field.fill(formatVietnamese(day))
    await page.getByRole('heading', { name: formatVietnamese(day) }).waitFor()
  }

  test('a person is booked, moved and cancelled by keys alone', async () => {
    const page = await house.open(reception)
    await page.keyboard.press('g')
    await page.keyboard.press('y')
    await heading(page, 'Lịch hẹn').waitFor()
    await openDay(page)
    await page.keyboard.press('F6')
    await page.getByRole('dialog').waitFor()
    for (const [label, typed] of [
      ['Họ và tên', 'Trần Văn Hẹn'],
      ['Ngày sinh', '20/05/1990'],
    ] as const) {
      await tabTo(page, label)
      await page.keyboard.type(typed)
    }
    await tabTo(page, 'Giờ còn chỗ')
    await page.getByRole('option', { name: '08:00 (2 chỗ)' }).waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await inspectScreen(page, 'appointments-book')
    await page.keyboard.press('Control+Enter')
    await page.getByText(`Đã đặt hẹn ${formatVietnamese(day)} 08:00.`).waitFor()
    await page.getByText('1/8 chỗ đã hẹn').waitFor()
    await page.getByRole('row', { name: /Trần Văn Hẹn/ }).waitFor()
    await inspectScreen(page, 'appointments-day')

    await page.keyboard.press('j')
    await page.keyboard.press('m')
    await tabTo(page, 'Giờ còn chỗ')
    await page.getByRole('option', { name: '08:30 (2 chỗ)' }).waitFor({ state: 'attached' })
    await page.keyboard.type('08:30')
    await page.keyboard.press('Control+Enter')
    await page.getByText(`Trần Văn Hẹn: đổi sang ${formatVietnamese(day)} 08:30.`).waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('Trần Văn Hẹn: đã hủy.').waitFor()
    await page.getByText('0/8 chỗ đã hẹn').waitFor()
    const [row] = await house.app.db.appointment.findMany()
    expect(row).toMatchObject({ status: 'CANCELLED', at: new Date(times[1] ?? ''), version: 2 })
  })

  test('a group is pasted; who does not fit is named by row, and the list is printed', async () => {
    await book(times[0] ?? '')
    const page = await house.open(reception)
    await goTo(page, '/appointments')
    await heading(page, 'Lịch hẹn').waitFor()
    await openDay(page)
    await page.keyboard.press('F7')
    await page.getByLabel(/^Tên nhóm/).fill('Tổ dân phố 7')
    const people = Array.from({ length: 8 }, (_, i) => `Phạm Văn ${'ABCDEĐGH'[i]}; 20/05/1990`)
    await page.getByLabel(/^Danh sách/).fill(people.join('\n'))
    await page.getByText('Danh sách (8)').waitFor()
    await tabTo(page, 'Giờ còn chỗ')
    await page.getByRole('option', { name: '08:00 (1 chỗ)' }).waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await inspectScreen(page, 'appointments-group')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/1 trong 8 người không xếp được.*hết chỗ trong ngày: dòng 8/).waitFor()
    expect(await house.app.db.appointment.count()).toBe(1)
    await tabTo(page, 'Không đặt cho ai')
    await choose(page, 'Xếp được bao nhiêu đặt bấy nhiêu')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Đã đặt hẹn cho 7/8 người, từ 08:00 đến 09:30.').waitFor()
    await page.getByText('Dòng 8: hết chỗ trong ngày').waitFor()
    const link = page.getByRole('link', { name: 'Danh sách mời (PDF)' })
    const [paper] = await Promise.all([page.waitForEvent('download'), link.press('Enter')])
    expect(paper.suggestedFilename()).toBe('danh-sach-moi.pdf')
    await page.getByRole('button', { name: 'Đóng' }).last().press('Enter')
    await page.keyboard.press('F4')
    const thatDay = page.getByRole('region', { name: new RegExp(formatVietnamese(day)) })
    await thatDay.getByText('8/8 chỗ đã hẹn').waitFor()
    await inspectScreen(page, 'appointments-week')
  })

  test('the reader checks in who comes today, and says where others belong', async () => {
    const { app } = house
    const row = { centreCode, birthDate: '1990-05-20', kind: 'EXCHANGE', createdAt: new Date(app.clock()) }
    const here = await app.db.appointment.create({
      data: { ...row, name: 'Vũ Thị Đến', at: new Date(app.clock()), place: 1 },
    })
    const later = await book(times[0] ?? '')
    const page = await house.open(reception, phone)
    await goTo(page, '/appointments')
    const field = page.getByLabel('Quét mã QR phiếu hẹn')
    await field.waitFor()
    await page.keyboard.type(formatBookingQr(here.id))
    await page.keyboard.press('Enter')
    await page.getByText(/Vũ Thị Đến, hẹn .*: đã đến\./).waitFor()
    await page.keyboard.type(formatBookingQr(later.id))
    await page.keyboard.press('Enter')
    await page.getByText(`Lịch hẹn này là ngày ${formatVietnamese(day)}.`).waitFor()
    await inspectScreen(page, 'appointments-phone')
    expect(await app.db.appointment.findUniqueOrThrow({ where: { id: here.id } })).toMatchObject({
      status: 'CHECKED_IN',
    })
    await page.keyboard.press('F4')
    await page.getByRole('region', { name: new RegExp(formatVietnamese(day)) }).waitFor()
  })

  test('a supervisor closes a day: who booked has another time and the calendar says why', async () => {
    const { id } = await book(times[0] ?? '')
    const page = await house.open(supervisor)
    await goTo(page, '/appointments/hours')
    await heading(page, 'Giờ làm việc và nghỉ đột xuất').waitFor()
    const closures = page.getByRole('region', { name: 'Nghỉ đột xuất' })
    await closures.getByLabel('Từ ngày').fill(formatVietnamese(day))
    await closures.getByLabel('Đến ngày').fill(formatVietnamese(day))
    await tabTo(page, 'Lý do \\(người đã hẹn được báo\\)')
    await page.keyboard.type('Mất điện')
    await page.keyboard.press('F8')
    await page.getByText('Đã nghỉ. 1 người được xếp giờ mới').waitFor()
    await inspectScreen(page, 'appointments-hours')
    const moved = await house.app.db.appointment.findUniqueOrThrow({ where: { id } })
    expect(calendarDateAt(moved.at.getTime()) > day).toBe(true)
    await goTo(page, '/appointments')
    await heading(page, 'Lịch hẹn').waitFor()
    await openDay(page)
    await page.getByText('Nghỉ', { exact: true }).first().waitFor()

    await goTo(page, '/appointments/hours')
    const hours = page.getByRole('form', { name: 'Đặt giờ làm việc mới' })
    await hours.getByLabel('Thứ Bảy').fill('sáng')
    await hours.getByText('Viết dạng 7:30-11:30, 13:30-17:00.').waitFor()
    await hours.getByLabel('Thứ Bảy').fill('7:30-11:30')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Thứ Bảy 07:30-11:30').waitFor()
    expect(await house.app.db.centreCalendar.count({ where: { centreCode } })).toBe(2)
    await page.setViewportSize(phone)
    await inspectScreen(page, 'appointments-hours-phone')
  })

  test('a notice list of an area is counted before it is printed', async () => {
    const page = await house.open(reception)
    await goTo(page, '/appointments/notices')
    await heading(page, 'Danh sách mời').waitFor()
    await tabTo(page, 'Mời ai')
    await page.keyboard.type('Người có hồ sơ')
    await page.getByText('0 người', { exact: true }).waitFor()
    await inspectScreen(page, 'appointments-notices')
    await page.setViewportSize(phone)
    await inspectScreen(page, 'appointments-notices-phone')
  })

  test('a citizen books, moves and cancels a visit at the portal by code and birth date', async () => {
    const { app } = house
    const applicant = await registerResident(app)
    const code = composeApplicationCode({ centre: centreCode, machine: 9, day: '2026-03-02', sequence: 1 })
    await app.db.application.deleteMany({ where: { code } })
    const file = await app.db.application.create({
      data: {
        code,
        kind: 'EXCHANGE',
        status: 'RETURNED',
        centreCode,
        unitCode: '01',
        birthDate: applicant.person.birthDate,
        residentId: applicant.residentId,
        receivedAt: new Date(app.clock()),
      },
    })
    const page = await house.visit(phone)
    await page.goto(`${publicUrl}/#dat-hen`)
    await page.getByRole('heading', { name: 'Đặt lịch hẹn' }).waitFor()
    await tabTo(page, 'Mã hồ sơ')
    await page.keyboard.type(code)
    await tabTo(page, 'Ngày sinh của người làm thẻ')
    await page.keyboard.type('20/05/1990')
    await page.keyboard.press('Enter')
    await page.getByText('Bổ sung hồ sơ bị trả lại').waitFor()
    const group = page.getByRole('group', { name: formatVietnamese(day) })
    await group.getByRole('radio').first().press('Space')
    await inspectScreen(page, 'portal-visits-choose')
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: 'Mã QR của lịch hẹn' }).waitFor()
    await page.getByText(`08:00 ${formatVietnamese(day)}`).waitFor()
    await inspectScreen(page, 'portal-visits-booked')
    const booked = await app.db.appointment.findFirstOrThrow({ where: { fileId: file.id } })
    expect(booked).toMatchObject({ status: 'BOOKED', purpose: 'RECAPTURE', at: new Date(times[0] ?? '') })
    const ticket = page.getByRole('link', { name: 'Tải phiếu hẹn (PDF)' })
    const [paper] = await Promise.all([page.waitForEvent('download'), ticket.press('Enter')])
    expect(paper.suggestedFilename()).toBe('phieu-hen.pdf')
    await page.getByRole('button', { name: 'Đổi giờ' }).press('Enter')
    await group.getByRole('radio').nth(1).press('Space')
    await page.keyboard.press('Enter')
    await page.getByText(`08:30 ${formatVietnamese(day)}`).waitFor()
    await page.getByRole('button', { name: 'Hủy lịch hẹn' }).press('Enter')
    await page.getByRole('button', { name: 'Hủy', exact: true }).press('Enter')
    await page.getByText('Đã ghi nhận.').waitFor()
    await page.getByRole('heading', { name: 'Chọn giờ đến' }).waitFor()
    const row = await app.db.appointment.findUniqueOrThrow({ where: { id: booked.id } })
    expect(row).toMatchObject({ status: 'CANCELLED', place: null })
  })
})
