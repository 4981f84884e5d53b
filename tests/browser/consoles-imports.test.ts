import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createProfile } from '../../server/registry/imports/create-profile.ts'
import { runImport } from '../../server/registry/imports/run-import.ts'
import { csvOf, residentProfile, rowOf } from '../server/registry/imports/locality.ts'
import { type Account, hireOfficer } from '../support/officers.ts'
import { registerResident } from '../support/people.ts'
import { chromiumMissing } from './chromium.ts'
import { expectAccessible } from './accessible.ts'
import { type ConsoleUnderTest, expectNothingCut, goTo, openConsole, phone } from './console-under-test.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1, exact: true })
const fileOf = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

const cardProfile = {
  target: 'LEGACY_CARD',
  format: { kind: 'CSV', delimiter: ';' },
  asOf: '2026-03-01',
  unit: { code: { column: 'XA' } },
  fields: {
    kind: { column: 'LOAI' },
    number: { column: 'SO' },
    name: { column: 'TEN' },
    birthDate: { column: 'NS', dates: ['dd/MM/yyyy'] },
  },
}

describe.skipIf(chromiumMissing)('bulk import in the consoles', () => {
  let house: ConsoleUnderTest
  let registrar: Account
  let approver: Account

  beforeAll(async () => {
    house = await openConsole()
    registrar = await hireOfficer(house.app, 'REGISTRAR')
    approver = await hireOfficer(house.app, 'APPROVER')
  })
  afterAll(() => house?.close())
  afterEach(() => house.leave())

  const profileOf = (name: string, definition: object) =>
    createProfile(house.app, registrar.actor, { unitCode: '01', name, definition })
  const jobIn = (page: Page) => page.url().split('/').at(-1) ?? ''

  /** Chooses the newest profile and this file; answers the id of the import that began. */
  async function sendFile(page: Page, text: string): Promise<string> {
    await goTo(page, '/imports/new')
    await page.locator('input[type=file]').setInputFiles([fileOf('dia-phuong.csv', text)])
    await page.getByLabel('Giai đoạn (nếu có)').fill('Giai đoạn 1')
    await page.keyboard.press('Control+Enter')
    await heading(page, 'Lần nạp').waitFor()
    return jobIn(page)
  }

  test(
    'a file goes by keys alone from upload over survey and trial to acceptance by another and its load',
    { timeout: 120_000 },
    async () => {
      await profileOf('Hộ khẩu xã Mẫu', residentProfile)
      const rows = [rowOf(), rowOf(), rowOf({ DT: '' }), rowOf({ NS: '30/02/1985' }), rowOf({ GT: '7' })]
      const maker = await house.open(registrar)
      await maker.keyboard.press('g')
      await maker.keyboard.press('i')
      await heading(maker, 'Nạp dữ liệu của địa phương').waitFor()
      await maker.getByText('Chưa có lần nạp nào').waitFor()
      await expectAccessible(maker)
      await maker.keyboard.press('F2')
      await heading(maker, 'Nạp tệp mới').waitFor()
      await expectAccessible(maker)
      await expectNothingCut(maker)
      const importId = await sendFile(maker, csvOf(rows))
      await maker.getByText('Đã nhận tệp').waitFor()
      await runImport(house.app, { importId, work: 'survey' })
      await maker.getByRole('heading', { name: 'Báo cáo khảo sát' }).waitFor()
      await maker.getByRole('figure', { name: 'Từng mục' }).waitFor()
      await maker.locator('.recharts-bar-rectangle').first().waitFor()
      await expectAccessible(maker)
      await expectNothingCut(maker)
      const [errors] = await Promise.all([
        maker.waitForEvent('download'),
        maker.getByRole('link', { name: 'Tải danh sách lỗi (errors.csv)' }).click(),
      ])
      expect(errors.suggestedFilename()).toBe(`loi-nap-du-lieu-${importId}.csv`)
      await maker.keyboard.press('F2')
      await maker.getByText('Máy đang đọc tệp').waitFor()
      await runImport(house.app, { importId, work: 'dryRun' })
      await maker.getByRole('heading', { name: 'Nếu nạp, kết quả sẽ là' }).waitFor()
      expect(await maker.getByRole('button', { name: 'Duyệt và nạp' }).count()).toBe(0)
      await maker.getByText('Chờ cán bộ khác có quyền duyệt').waitFor()

      const checker = await house.open(approver)
      await goTo(checker, '/imports')
      await checker.getByText('Đã nạp thử, chờ duyệt', { exact: true }).last().waitFor()
      await checker.keyboard.press('j')
      await checker.keyboard.press('Enter')
      await checker.getByRole('heading', { name: 'Nếu nạp, kết quả sẽ là' }).waitFor()
      await expectNothingCut(checker)
      await checker.keyboard.press('F4')
      await checker.getByText('Đang nạp', { exact: true }).waitFor()
      await checker.getByLabel('Đã nạp').waitFor()
      await runImport(house.app, { importId, work: 'load' })
      await checker.getByText('Đã nạp xong').waitFor()
      await checker.getByRole('heading', { name: 'Kết quả nạp' }).waitFor()
      await expectAccessible(checker)
      for (const { SO } of rows.slice(0, 3)) {
        expect(await house.app.db.resident.count({ where: { number: SO ?? '' } })).toBe(1)
      }
      await goTo(checker, '/imports/phases')
      await checker.getByText('Giai đoạn 1').first().waitFor()
      await checker.locator('.recharts-bar-rectangle').first().waitFor()
      await expectAccessible(checker)
      await expectNothingCut(checker)
      await goTo(checker, '/imports/missing')
      await checker.getByText(rows[2]?.['TEN'] ?? '').waitFor()
      await expectAccessible(checker)
      await expectNothingCut(checker)
      await checker.setViewportSize(phone)
      for (const path of ['', `/${importId}`, '/phases', '/missing', '/profiles']) {
        await goTo(checker, `/imports${path}`)
        await checker.locator('main .worklist:visible, main .facts:visible').first().waitFor()
        await expectNothingCut(checker)
      }
      await goTo(checker, `/imports/${importId}`)
      await checker.getByRole('heading', { name: 'Báo cáo khảo sát' }).waitFor()
    },
  )

  test('a file whose heading does not fit says so, and is given up', async () => {
    await profileOf('Không khớp', residentProfile)
    const page = await house.open(registrar)
    const importId = await sendFile(page, 'A,B\n1,2\n')
    await page.getByText('Đã nhận tệp').waitFor()
    await page.keyboard.press('F2')
    await page.getByText(/Tệp không có \d+ cột/).waitFor()
    await page.getByRole('button', { name: 'Bỏ lần nạp này' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ lần nạp này' }).click()
    await page.getByText('Đã bỏ', { exact: true }).waitFor()
    expect(await house.app.db.importJob.findUnique({ where: { id: importId } })).toMatchObject({
      status: 'DISCARDED',
    })
  }, 90_000)

  test(
    'a mapping is made in a form, tried with a sample that stays in the browser, and changed',
    { timeout: 60_000 },
    async () => {
      const page = await house.open(registrar)
      const sent: string[] = []
      page.on('request', (request) => sent.push(request.postData() ?? ''))
      await goTo(page, '/imports/profiles')
      await heading(page, 'Bảng ghép cột').waitFor()
      await page.keyboard.press('F2')
      await heading(page, 'Ghép cột của tệp').waitFor()
      await page.getByLabel('Tên bảng ghép cột').fill('Sổ hộ tịch')
      await page.getByLabel('Ngăn cách cột').selectOption(';')
      const sample = 'MA;HO;TEN;NS;GT;XA\nK1;Lê Văn;Mẫu;05/01/1990;1;00002\nK2;Trần Thị;Thử;x;2;00002\n'
      await page.locator('input[type=file]').setInputFiles([fileOf('mau.csv', sample)])
      await page.getByText('MA · HO · TEN · NS · GT · XA').waitFor()
      await page.getByText('Bảng ghép cột chưa đủ hoặc chưa đúng').waitFor()
      await page.getByLabel('Cột khóa của mỗi dòng').fill('MA')
      await page.getByLabel('Cột trong tệp: Mã đơn vị hành chính cấp xã').fill('XA')
      const name = page.getByLabel(/^Cột trong tệp: Họ, chữ đệm và tên/)
      await name.fill('HO; TEN')
      await page.getByLabel('Cột trong tệp: Ngày, tháng, năm sinh').fill('NS')
      await page.getByLabel('Cột trong tệp: Giới tính').fill('GT')
      await page.getByLabel('Bảng mã giá trị: Giới tính').fill('1=Nam; 2=Nữ')
      await page.getByRole('cell', { name: 'Lê Văn Mẫu' }).waitFor()
      await page.getByRole('cell', { name: 'Nam', exact: true }).waitFor()
      await expectAccessible(page)
      await expectNothingCut(page)
      await page.keyboard.press('Control+Enter')
      await page.getByRole('link', { name: 'Sổ hộ tịch' }).waitFor()
      expect(sent.filter((body) => body.includes('Trần Thị'))).toEqual([])
      await page.getByRole('link', { name: 'Sổ hộ tịch' }).click()
      expect(await name.inputValue()).toBe('HO; TEN')
      await page.getByText('Toàn bộ bảng ghép cột dạng văn bản').click()
      const text = page.getByLabel('Toàn bộ bảng ghép cột dạng văn bản')
      const whole = await text.inputValue()
      await text.fill('{')
      await page.getByText('Văn bản chưa đúng cấu trúc JSON').waitFor()
      await text.fill(whole.replace('"GT"', '"PHAI"'))
      expect(await page.getByLabel('Cột trong tệp: Giới tính').inputValue()).toBe('PHAI')
      await page.setViewportSize(phone)
      await expectNothingCut(page)
      await page.keyboard.press('Control+Enter')
      await page.getByRole('link', { name: 'Sổ hộ tịch' }).first().waitFor()
      const kept = await house.app.db.mappingProfile.findMany({ where: { name: 'Sổ hộ tịch' } })
      expect(kept.map(({ version }) => version).toSorted()).toEqual([1, 2])
    },
  )

  test('a card that fits nobody is given to its person at the list', async () => {
    const { residentId, number } = await registerResident(house.app)
    await profileOf('Thẻ cũ', cardProfile)
    const page = await house.open(registrar)
    const lines = ['LOAI;SO;TEN;NS;XA', 'CMND9;699999991;HOÀNG VĂN LẠ;20/05/1950;00002', '']
    const importId = await sendFile(page, lines.join('\n'))
    for (const work of ['survey', 'dryRun'] as const) await runImport(house.app, { importId, work })
    const checker = await house.open(approver)
    await goTo(checker, `/imports/${importId}`)
    await checker.getByRole('button', { name: 'Duyệt và nạp' }).click()
    await checker.getByText('Đang nạp', { exact: true }).waitFor()
    await runImport(house.app, { importId, work: 'load' })
    await goTo(page, '/imports/cards')
    await page.getByText('HOÀNG VĂN LẠ').waitFor()
    await expectAccessible(page)
    await expectNothingCut(page)
    await page.getByRole('button', { name: 'Xử lý' }).click()
    await page.getByLabel('Số định danh, hoặc họ tên và năm sinh').fill(number)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Là người này' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Là người này' }).click()
    await page.getByText('Đã xử lý thẻ').waitFor()
    await page.getByText('Không có thẻ nào chờ').waitFor()
    expect(await house.app.db.legacyDocument.count({ where: { residentId, number: '699999991' } })).toBe(1)
  })
})
