import type { Box } from '../card/layout.ts'
import type { FormDefinition } from './definition.ts'
import { fieldBlock } from './layout-fields.ts'
import { changesBlock } from './layout-changes.ts'
import type { FormText, Placed } from './placed.ts'

export interface FormLayout extends Placed {
  /** Solid squares at the corners by which a scan is straightened. */
  readonly marks: readonly [topLeft: Box, topRight: Box, bottomLeft: Box, bottomRight: Box]
  /** A bar beside the first mark alone: tells which way up a page lies. */
  readonly orientation: Box
  readonly barcode: Box
  readonly serial: FormText
}

/** ISO 216, A4; millimetres. */
export const formPage = { width: 210, height: 297 } as const

const square = 5
const inset = 8
const left = 14
const right = 196
const firstRow = 51
const rowGap = 1.2
const columnGap = 3
const signaturesAt = 246

const markAt = (x: number, y: number): Box => ({ x, y, width: square, height: square })

/** The blank of a definition: one page of A4. The same definition always has the same layout, so that scans can be cropped by it. */
export function formLayout(definition: FormDefinition): FormLayout {
  const far = { x: formPage.width - inset - square, y: formPage.height - inset - square }
  const parts = [heading(definition), body(definition), signatures(), footer()]
  return {
    inputs: parts.flatMap(({ inputs }) => inputs),
    texts: parts.flatMap(({ texts }) => texts),
    rules: parts.flatMap(({ rules }) => rules),
    marks: [markAt(inset, inset), markAt(far.x, inset), markAt(inset, far.y), markAt(far.x, far.y)],
    orientation: { x: inset + square + 2, y: inset, width: 2, height: square },
    barcode: { x: 19, y: inset, width: 72, height: 9 },
    serial: centred('', { x: 19, width: 72, foot: 20.4, size: 9 }),
  }
}

function centred(text: string, at: Pick<FormText, 'x' | 'width' | 'foot' | 'size'>): FormText {
  return { text, ...at, weight: 'bold', align: 'center' }
}

const nationalTitle = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const

function heading({ kind, title, prescribedBy, headingUnits }: FormDefinition): Placed {
  const corner = { x: 110, width: 84, size: 7.5, weight: 'regular', align: 'right' } as const
  const [country, motto] = nationalTitle
  const titleBox = { x: 92, width: 100 }
  const units = headingUnits.map(({ label }, i): { text: FormText; rule: Box } => {
    const foot = 26 + i * 4.6
    const width = label.vi.length * 1.45 + 1
    return {
      text: { text: `${label.vi}:`, x: left, foot, width, size: 8, weight: 'regular', align: 'left' },
      rule: { x: left + width + 1, y: foot + 0.6, width: 66 - width, height: 0 },
    }
  })
  const page = { x: left, width: right - left }
  const texts: FormText[] = [
    { ...corner, text: `Mẫu ${kind} ban hành kèm theo`, foot: 11 },
    { ...corner, text: prescribedBy, foot: 14.5 },
    centred(country, { ...titleBox, foot: 27, size: 10.5 }),
    centred(motto, { ...titleBox, foot: 32, size: 10.5 }),
    centred(title.vi.toLocaleUpperCase('vi'), { ...page, foot: 44, size: 14 }),
    {
      ...centred(
        'Viết CHỮ IN HOA, đủ dấu, trong ô; đánh dấu X vào ô chọn. Không biết thì đánh dấu “Không rõ”, không bỏ trống.',
        { ...page, foot: 48, size: 7.5 },
      ),
      weight: 'regular',
    },
  ]
  const underMotto = { x: 116, y: 33.8, width: 52, height: 0 }
  return {
    inputs: [],
    texts: [...units.map(({ text }) => text), ...texts],
    rules: [...units.map(({ rule }) => rule), underMotto],
  }
}

/** Fields in their order, side by side where they have room. */
function body(definition: FormDefinition): Placed {
  const blocks: Placed[] = []
  let x = left
  let y = firstRow
  let rowHeight = 0
  for (const field of definition.fields) {
    const block =
      field.type === 'CHANGES' ? changesBlock(field, right - left) : fieldBlock(field, right - left)
    if (x > left && x + block.width > right + 1e-6) {
      x = left
      y += rowHeight + rowGap
      rowHeight = 0
    }
    blocks.push(block.place(x, y))
    x += block.width + columnGap
    rowHeight = Math.max(rowHeight, block.height)
  }
  if (y + rowHeight > signaturesAt)
    throw new RangeError(`the form ${definition.version} is longer than a page`)
  return {
    inputs: blocks.flatMap(({ inputs }) => inputs),
    texts: blocks.flatMap(({ texts }) => texts),
    rules: blocks.flatMap(({ rules }) => rules),
  }
}

const signers = [
  ['NGƯỜI KÊ KHAI', '(Ký, ghi rõ họ tên)'],
  ['CÁN BỘ KIỂM TRA', '(Ký, ghi rõ họ tên)'],
  ['TRƯỞNG CÔNG AN XÃ, PHƯỜNG', '(Ký, ghi rõ họ tên, đóng dấu)'],
] as const

function signatures(): Placed {
  const width = (right - left) / signers.length
  const texts = signers.flatMap(([who, how], i): FormText[] => {
    const at = { x: left + i * width, width }
    return [
      {
        ...centred('……, ngày …… tháng …… năm ………', { ...at, foot: signaturesAt + 3, size: 8 }),
        weight: 'regular',
      },
      centred(who, { ...at, foot: signaturesAt + 7.5, size: 8.5 }),
      { ...centred(how, { ...at, foot: signaturesAt + 11, size: 7.5 }), weight: 'regular' },
    ]
  })
  return { inputs: [], texts, rules: [] }
}

function footer(): Placed {
  const text =
    'Không gập, không viết lên mã vạch và bốn ô vuông ở góc. Thông tin được bảo mật theo quy định của pháp luật.'
  const at = { x: 20, width: formPage.width - 40, foot: 288, size: 7 }
  return { inputs: [], texts: [{ ...centred(text, at), weight: 'regular' }], rules: [] }
}
