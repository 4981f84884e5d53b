/** Pages of forms as a scanner delivers them: the real blank, drawn and rendered, with ink on it, laid on the glass askew. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumLibrary } from '@hyzyla/pdfium'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import type { Box } from '../../core/card/layout.ts'
import { openFonts } from '../../core/documents/fonts.ts'
import { renderFormBlanks } from '../../core/documents/form-blank.ts'
import type { FormDefinition } from '../../core/forms/definition.ts'
import { formLayout, formPage } from '../../core/forms/layout.ts'
import { type GreyImage, greyAt } from '../../core/forms/scan/grey-image.ts'
import { type FormSerial, parseFormSerial } from '../../core/forms/serial.ts'
import { formDefinitionOf } from '../../core/forms/versions.ts'

const { resolve } = createRequire(import.meta.url)
const face = (path: string) => readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${path}`))
const regular = face('400Regular/BeVietnamPro_400Regular.ttf')
const fonts = openFonts({
  regular,
  semiBold: face('600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  bold: face('700Bold/BeVietnamPro_700Bold.ttf'),
})

export interface Ink {
  /** Choices that are ticked, by field. */
  readonly ticks?: Readonly<Record<string, readonly string[]>>
  /** Words, by field or `field.part`; letter by letter where there are cells. */
  readonly words?: Readonly<Record<string, string>>
}

const point = 72 / 25.4

/** The ink alone on a transparent page: what a hand adds. */
async function inkPdf(definition: FormDefinition, { ticks = {}, words = {} }: Ink): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: [formPage.width * point, formPage.height * point],
    margin: 0,
    font: null as unknown as string,
  })
  document.lineWidth(1.1).strokeColor('#1a2a6c').fillColor('#1a2a6c')
  const write = (text: string, x: number, foot: number, size = 10.5) =>
    document
      .font(regular as unknown as string, size)
      .text(text, x * point, foot * point, { lineBreak: false, baseline: 'alphabetic' })
  for (const input of formLayout(definition).inputs) {
    const text = words[input.part === null ? input.field : `${input.field}.${input.part}`]
    if (input.kind === 'TICK') {
      if (ticks[input.field]?.includes(input.choice)) cross(document, input.box)
    } else if (text && input.kind === 'CELLS') {
      for (const [i, letter] of [...text].entries()) {
        const cell = input.cells[i]
        if (cell && letter !== ' ') write(letter, cell.x + 1.4, cell.y + 4.7)
      }
    } else if (text) write(text, input.box.x + 1, input.box.y + input.box.height - 1.2)
  }
  const parts: Uint8Array[] = []
  document.end()
  for await (const part of document) parts.push(part as Uint8Array)
  return Buffer.concat(parts)
}

function cross(document: PDFKit.PDFDocument, { x, y, width, height }: Box): void {
  const [left, top] = [(x + 0.5) * point, (y + 0.7) * point]
  const [right, bottom] = [(x + width - 0.4) * point, (y + height - 0.5) * point]
  document.moveTo(left, top).lineTo(right, bottom).moveTo(right, top).lineTo(left, bottom).stroke()
}

/** One PDFium for a test file. */
let pdfium: Promise<PDFiumLibrary> | null = null
const openPdfium = () => (pdfium ??= PDFiumLibrary.init())

async function rendered(pdf: Uint8Array, dpi: number): Promise<GreyImage> {
  const document = await (await openPdfium()).loadDocument(pdf)
  const { data, width, height } = await document.getPage(0).render({ scale: dpi / 72, render: 'bitmap' })
  document.destroy()
  const pixels = new Uint8Array(width * height)
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] =
      0.114 * (data[i * 4] ?? 255) + 0.587 * (data[i * 4 + 1] ?? 255) + 0.299 * (data[i * 4 + 2] ?? 255)
  }
  return { width, height, pixels }
}

/** A filled-in form, lying straight. */
export async function formPageOf(
  version: string,
  serial: string,
  { dpi = 200, ...ink }: Ink & { readonly dpi?: number } = {},
): Promise<GreyImage> {
  const definition = formDefinitionOf(version)
  const serials: FormSerial[] = [parseFormSerial(serial)]
  const parts: Uint8Array[] = []
  for await (const part of renderFormBlanks({ definition, serials, fonts })) parts.push(part)
  const blank = await rendered(Buffer.concat(parts), dpi)
  const hand = await rendered(await inkPdf(definition, ink), dpi)
  return { ...blank, pixels: blank.pixels.map((grey, i) => (grey * (hand.pixels[i] ?? 255)) / 255) }
}

export interface Scanning {
  /** Whole turns by a quarter to the right. */
  readonly quarters?: number
  /** Degrees to the right. */
  readonly skew?: number
  /** 1 leaves the size. */
  readonly scale?: number
  /** Feeders stretch pages lengthwise. */
  readonly stretch?: number
  /** Dots. */
  readonly shift?: { readonly x: number; readonly y: number }
  /** Largest error of a dot's grey. */
  readonly noise?: number
  /** Grey of paper and of ink: 255 and 0 leave them. */
  readonly paper?: number
  readonly black?: number
  /** How much darker the page's far edge is than its near one, as beside a bound lid. */
  readonly shadow?: number
}

/** A page as it comes from the glass. */
export function asScanned(page: GreyImage, how: Scanning): GreyImage {
  const { quarters = 0, skew = 0, scale = 1, stretch = 1, shift = { x: 0, y: 0 } } = how
  const turned = quarters % 2 === 1
  const width = turned ? page.height : page.width
  const height = turned ? page.width : page.height
  const angle = ((quarters * 90 + skew) * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const pixels = new Uint8Array(width * height)
  const { noise = 0, paper = 255, black = 0, shadow = 0 } = how
  let chance = 1
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [x - width / 2 - shift.x, y - height / 2 - shift.y]
      const from = {
        x: page.width / 2 + (u * cos + v * sin) / scale,
        y: page.height / 2 + (-u * sin + v * cos) / scale / stretch,
      }
      const grey = black + ((paper - black) * greyAt(page, from.x, from.y)) / 255
      chance = (chance * 48_271) % 2_147_483_647
      const error = noise * ((2 * chance) / 2_147_483_647 - 1)
      pixels[y * width + x] = Math.min(255, Math.max(0, grey * (1 - (shadow * x) / width) + error))
    }
  }
  return { width, height, pixels }
}

/** Covers a box of an upright page with paper, as a torn or folded corner. */
export function torn(page: GreyImage, box: Box, dpi = 200): GreyImage {
  const pixels = page.pixels.slice()
  const dots = dpi / 25.4
  const [left, right] = [Math.round(box.x * dots), Math.round((box.x + box.width) * dots)]
  for (let y = Math.round(box.y * dots); y < Math.min(page.height, (box.y + box.height) * dots); y++)
    pixels.fill(255, y * page.width + left, y * page.width + Math.min(right, page.width))
  return { ...page, pixels }
}

const raw = ({ width, height }: GreyImage) => ({ raw: { width, height, channels: 1 as const } })

export const pngOf = (page: GreyImage): Promise<Buffer> => sharp(page.pixels, raw(page)).png().toBuffer()
export const jpegOf = (page: GreyImage): Promise<Buffer> =>
  sharp(page.pixels, raw(page)).jpeg({ quality: 80 }).toBuffer()
