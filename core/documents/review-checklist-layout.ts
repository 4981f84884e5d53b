import type { Box, Weight } from '../card/layout.ts'
import type { CorrectableField } from '../forms/definition.ts'
import type { FormSerial } from '../forms/serial.ts'

/** A4 upright, millimetres. */
export const page = { width: 210, height: 297, left: 12, right: 200 } as const
export const blockHeight = 25
/** Below it no form is set: there whoever checked signs the page. */
export const lastFoot = 279
const signatureFoot = 287

/** Words on the line of their feet; smaller where they would pass a width. */
export interface Word {
  readonly text: string
  readonly x: number
  readonly foot: number
  /** Points. */
  readonly size: number
  readonly weight: Weight
  readonly width?: number
}

const barcode = { width: 66, height: 8 } as const
/** Left of the boxes: what their rows are called. */
const gridLeft = 92
const cleanBox = 10
const rowHeight = 6
const firstRow = 9

export const blockBars = (top: number): Box => ({ x: page.left - 4, y: top + 2, ...barcode })

const columnWidth = (columns: number) => (page.right - gridLeft - cleanBox - 3) / columns

/** The boxes of one form: a row for what is missing, one for what is wrong, and the box of an error-free form. */
export function blockLines(columns: number, top: number): readonly Box[] {
  const width = columnWidth(columns)
  const cells = [0, 1].flatMap((row) =>
    Array.from({ length: columns }, (_, column) => ({
      x: gridLeft + column * width,
      y: top + firstRow + row * rowHeight,
      width,
      height: rowHeight,
    })),
  )
  const clean = {
    x: page.right - cleanBox,
    y: top + firstRow,
    width: cleanBox,
    height: 2 * rowHeight,
  }
  const rule = { x: page.left, y: top, width: page.right - page.left, height: 0 }
  return [...cells, clean, rule]
}

/** What stands beside and above the boxes of one form. */
export function blockWords(
  form: { readonly place: number; readonly serial: FormSerial; readonly whereabouts: string },
  fields: readonly CorrectableField[],
  top: number,
): readonly Word[] {
  const width = columnWidth(fields.length)
  const numbers = itemNumbers(fields).map((text, column) => ({
    text,
    x: gridLeft + column * width + 0.8,
    foot: top + firstRow - 1.2,
    size: 7,
    weight: 'regular' as const,
    width: width - 1,
  }))
  const rows = ['Thiếu', 'Sai'].map((text, row) => ({
    text,
    x: gridLeft - 11,
    foot: top + firstRow + row * rowHeight + 4.2,
    size: 8,
    weight: 'regular' as const,
  }))
  return [
    { text: `${form.place}. ${form.serial}`, x: page.left, foot: top + 14, size: 9, weight: 'semiBold' },
    { text: form.whereabouts, x: page.left, foot: top + 18.5, size: 8, weight: 'regular', width: 66 },
    {
      text: 'Không lỗi',
      x: page.right - cleanBox - 1,
      foot: top + firstRow - 1.2,
      size: 6.5,
      weight: 'regular',
      width: cleanBox + 2,
    },
    ...rows,
    ...numbers,
  ]
}

/** The number of each item on paper; several fields of one item are told apart by a letter. */
function itemNumbers(fields: readonly CorrectableField[]): readonly string[] {
  return fields.map(({ item }, at) => {
    const sharing = fields.filter((one) => one.item === item).length
    const before = fields.slice(0, at).filter((one) => one.item === item).length
    return sharing === 1 ? String(item) : `${item}${'abcdefgh'.charAt(before)}`
  })
}

const legendTop = 31.5
const legendLine = 4
const legendSize = 7.5

/** "1 Họ, chữ đệm và tên · 2 Ngày sinh · …" in as many lines as it takes; `measure` answers millimetres. */
export function legendLines(
  fields: readonly CorrectableField[],
  measure: (text: string, size: number) => number,
): readonly Word[] {
  const numbers = itemNumbers(fields)
  const lines: string[] = []
  for (const [at, { label }] of fields.entries()) {
    const entry = `${numbers[at]} ${label.vi}`
    const longer = lines.length === 0 ? entry : `${lines.at(-1)}  ·  ${entry}`
    const fits = lines.length > 0 && measure(longer, legendSize) <= page.right - page.left
    if (fits) lines[lines.length - 1] = longer
    else lines.push(entry)
  }
  return lines.map((text, line) => ({
    text,
    x: page.left,
    foot: legendTop + line * legendLine,
    size: legendSize,
    weight: 'regular',
  }))
}

/** What stands at the foot of each page. */
export const signatureLine: Word = {
  text: `Ngày kiểm tra: ${'.'.repeat(30)}    Cán bộ kiểm tra (ký, ghi rõ họ tên): ${'.'.repeat(60)}`,
  x: page.left,
  foot: signatureFoot,
  size: 9,
  weight: 'regular',
  width: page.right - page.left,
}

/** Where the first form of a page goes, below everything that its head says. */
export const firstBlock = (head: readonly Word[]) => Math.max(...head.map(({ foot }) => foot)) + 4
