import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import { expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { sampleFace } from '../synthetic/card-samples.ts'
import { renderCardConfirmation } from './card-confirmation.ts'
import { openFonts } from './fonts.ts'

const { resolve } = createRequire(import.meta.url)
const type = (path: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const fonts = openFonts({
  regular: type('400Regular/BeVietnamPro_400Regular.ttf'),
  semiBold: type('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  bold: type('700Bold/BeVietnamPro_700Bold.ttf'),
})

async function wordsOf(change: { readonly birthRegistrationPlace?: string }): Promise<string> {
  const pdf = await renderCardConfirmation(
    {
      office: 'Điểm thu nhận Mẫu',
      template: 'CC_2024',
      face: { ...sampleFace('huong', 'CC_2024'), ...change },
      serial: 'PT24-0001',
      confirmedOn: parseCalendarDate('2026-03-02'),
      signedQr: null,
      checkedAt: 'https://canuoc.example.vn/kiem-tra-qr',
    },
    fonts,
  )
  const pdfium = await PDFiumLibrary.init()
  try {
    const document = await pdfium.loadDocument(pdf)
    return document.getPage(0).getText().replaceAll(/\s+/g, ' ')
  } finally {
    pdfium.destroy()
  }
}

test('an item that the card leaves blank is said to be blank, and no other is', async () => {
  expect(await wordsOf({ birthRegistrationPlace: '' })).toMatch(/Nơi đăng ký khai sinh:? \(thẻ để trống\)/)
  expect(await wordsOf({})).not.toContain('để trống')
})
