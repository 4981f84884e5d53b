import type { Box } from '../card/layout.ts'
import type { ChangesField } from './definition.ts'
import type { FormInput, FormText, Placed } from './placed.ts'
import { cellsInput, type FieldBlock, labelOf } from './layout-fields.ts'

/** Columns of the table, with their share of its width in millimetres of 182. */
const columns = [
  { part: 'item', heading: 'Mục số', width: 16 },
  { part: 'before', heading: 'Thông tin hiện có', width: 58 },
  { part: 'after', heading: 'Thông tin cập nhật, chỉnh sửa', width: 62 },
  { part: 'evidence', heading: 'Giấy tờ chứng minh', width: 46 },
] as const

const headHeight = 16
const headingHeight = 6
const rowHeight = 14

/** The table of a correction: one item a row, the item's number on DC01 in two boxes. */
export function changesBlock(field: ChangesField, full: number): FieldBlock {
  return {
    width: full,
    height: headHeight + headingHeight + field.rows * rowHeight,
    place: (x, y) => {
      const top = y + headHeight
      const bottom = top + headingHeight + field.rows * rowHeight
      return {
        inputs: Array.from({ length: field.rows }, (_, row) =>
          rowInputs(field, row, { x, y: top + headingHeight + row * rowHeight }),
        ).flat(),
        texts: [...legend(field, { x, y, full }), ...headings(x, top)],
        rules: grid({ x, y: top, width: full, height: bottom - top }, field.rows),
      }
    },
  }
}

function rowInputs(
  field: ChangesField,
  row: number,
  at: { readonly x: number; readonly y: number },
): FormInput[] {
  let x = at.x
  return columns.map(({ part, width }): FormInput => {
    const target = { field: field.id, part: `${row}.${part}` }
    const box = { x: x + 1, y: at.y + 1, width: width - 2, height: rowHeight - 2 }
    const input: FormInput =
      part === 'item'
        ? cellsInput(target, { x: x + 3, y: at.y + 3.5 }, [2])
        : { kind: 'AREA', ...target, box }
    x += width
    return input
  })
}

const plain = { weight: 'regular', align: 'left' } as const
const lettersALine = 118

/** Which number stands for which item of DC01, in as many lines as needed. */
function legend(
  field: ChangesField,
  { x, y, full }: { readonly x: number; readonly y: number; readonly full: number },
): FormText[] {
  const names = new Map<number, string[]>()
  for (const { item, label } of field.items) names.set(item, [...(names.get(item) ?? []), label.vi])
  const lines: string[] = ['Số mục theo phiếu DC01:']
  for (const [item, labels] of names) {
    const text = `${item} ${labels.join(', ')};`
    const line = lines.at(-1) ?? ''
    if (line.length + text.length > lettersALine) lines.push(text)
    else lines[lines.length - 1] = `${line} ${text}`
  }
  lines[lines.length - 1] = (lines.at(-1) ?? '').replace(/;$/, '.')
  const title = {
    text: labelOf(field),
    x,
    foot: y + 3.9,
    width: full,
    size: 8.5,
    weight: 'semiBold',
    align: 'left',
  } as const
  return [
    title,
    ...lines.map((text, i): FormText => ({
      text,
      x,
      foot: y + 7.6 + i * 3.2,
      width: full,
      size: 7,
      ...plain,
    })),
  ]
}

function headings(x: number, y: number): FormText[] {
  let next = x
  return columns.map(({ heading, width }): FormText => {
    const text = {
      text: heading,
      x: next,
      foot: y + 4.2,
      width,
      size: 8,
      weight: 'semiBold',
      align: 'center',
    } as const
    next += width
    return text
  })
}

function grid({ x, y, width, height }: Box, rows: number): Placed['rules'] {
  const across = Array.from({ length: rows + 2 }, (_, i): Box => {
    const at = i === 0 ? y : y + headingHeight + (i - 1) * rowHeight
    return { x, y: at, width, height: 0 }
  })
  let next = x
  const down = [0, ...columns.map((column) => column.width)].map((step): Box => {
    next += step
    return { x: next, y, width: 0, height }
  })
  return [...across, ...down]
}
