import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ask, claimsOf, openAgency, publicJwk } from '../server/registry/sharing/agencies.ts'
import { signingKeys } from '../support/machines.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, expectNothingCut, goTo, openConsole, phone } from './console-under-test.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })

describe.skipIf(chromiumMissing)('sharing with agencies in the consoles', () => {
  let house: ConsoleUnderTest
  let administrator: Account

  beforeAll(async () => {
    house = await openConsole()
    administrator = await hireOfficer(house.app, 'ADMINISTRATOR')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  /** An agency that has asked about somebody. */
  async function agencyThatAsked() {
    const agency = await openAgency(house.app)
    const { number, person } = await registerResident(house.app)
    await ask({ url: house.url } as Parameters<typeof ask>[0], agency, claimsOf(house.app, agency, number))
    return { agency, number, person }
  }

  test('an agency is registered by keys alone, with its grants as boxes, suspended and let in again', async () => {
    const key = await publicJwk(await signingKeys())
    const page = await house.open(administrator)
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await heading(page, 'Đơn vị khai thác dữ liệu').waitFor()
    await page.keyboard.press('F2')
    await page.getByLabel('Mã đơn vị').waitFor()
    await page.keyboard.type('cuc-mau')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Cục Mẫu')
    await page.keyboard.press('Tab')
    await page.keyboard.type('12/TT-MAU')
    await page.getByLabel('Quản lý thuế').focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Nơi thường trú').focus()
    await page.keyboard.press('Space')
    await page.getByLabel('Khóa công khai của đơn vị').fill('{"kty":"EC"}')
    await page.keyboard.press('Control+Enter')
    await page.locator('.notice[role=alert]').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByLabel('Khóa công khai của đơn vị').fill(key)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'Cục Mẫu' }).waitFor()
    const kept = await house.app.db.relyingParty.findUniqueOrThrow({ where: { code: 'CUC-MAU' } })
    expect(kept).toMatchObject({ agreement: '12/TT-MAU', perMinute: 60, perDay: 10_000, active: true })
    expect(kept.grants).toEqual({ TAX: ['name', 'number', 'birthDate', 'permanentAddress'] })
    await page.getByRole('button', { name: 'Tạm ngừng' }).click()
    await page.getByLabel('Lộ khóa').check()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByText('Đơn vị đang bị tạm ngừng khai thác').waitFor()
    await page.getByRole('button', { name: 'Cho khai thác lại' }).click()
    await page.getByRole('button', { name: 'Tạm ngừng' }).waitFor()
    expect(await house.app.db.relyingParty.findUnique({ where: { code: 'CUC-MAU' } })).toMatchObject({
      active: true,
    })
  })

  test('new terms take the place of the old ones', async () => {
    const { code } = await openAgency(house.app)
    const page = await house.open(administrator)
    await goTo(page, `/sharing/agencies/${code}`)
    await page.getByRole('button', { name: 'Đổi thỏa thuận' }).click()
    await page.getByLabel('Lượt hỏi mỗi ngày').fill('2500')
    await page.getByLabel('Khóa công khai của đơn vị').fill(await publicJwk(await signingKeys()))
    await page.keyboard.press('Control+Enter')
    await page.getByText('2.500 lượt mỗi ngày').waitFor()
    expect(await house.app.db.relyingParty.findUnique({ where: { code } })).toMatchObject({ perDay: 2500 })
  })

  test('the log is counted by day, filtered, and never says about whom', async () => {
    const { agency, number, person } = await agencyThatAsked()
    const page = await house.open(administrator)
    await goTo(page, '/sharing')
    await page.getByRole('link', { name: `Cơ quan Mẫu` }).last().click()
    await goTo(page, `/sharing/agencies/${agency.code}`)
    await page.getByText('HS-2026/000123').waitFor()
    await page.locator('.recharts-bar-rectangle').first().waitFor()
    expect(await page.locator('main').innerText()).not.toContain(number)
    expect(await page.locator('main').innerText()).not.toContain(person.name)
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByLabel('Kết quả').selectOption('REFUSED')
    await page.getByText('Không có lượt hỏi nào').waitFor()
    await page.setViewportSize(phone)
    for (const path of ['/sharing/agencies', `/sharing/agencies/${agency.code}`, '/sharing/agencies/new']) {
      await goTo(page, path)
      await page.locator('main .worklist, main .facts, main form').first().waitFor()
      await expectNothingCut(page)
    }
  })

  test('a citizen at the desk is told who asked; the address says nothing of them', async () => {
    const { number, person } = await agencyThatAsked()
    const page = await house.open(await hireOfficer(house.app, 'RECEPTION'))
    await goTo(page, '/sharing')
    await heading(page, 'Ai đã hỏi về công dân').waitFor()
    expect(await page.getByRole('link', { name: 'Đơn vị khai thác', exact: true }).count()).toBe(0)
    await page.keyboard.type(number)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Xem', exact: true }).click()
    await page.getByRole('heading', { name: person.name }).waitFor()
    await page.getByText('Quản lý thuế').waitFor()
    expect(page.url().endsWith('/sharing/citizen')).toBe(true)
    await expectAccessible(page)
    await expectNothingCut(page)
    expect(await house.app.db.auditEntry.count({ where: { action: 'disclosure.read' } })).toBe(1)
  })
})
