import type { Box } from '../card/layout.ts'
import type {
  AddressField,
  AddressPart,
  ChoiceField,
  CorrectableField,
  DigitsField,
  PersonField,
  TextField,
} from './definition.ts'
import { type FormInput, type FormText, type Placed, unknownChoice } from './placed.ts'

/** A field's room, and what stands there once its top left corner is known. Millimetres. */
export interface FieldBlock {
  readonly width: number
  readonly height: number
  readonly place: (x: number, y: number) => Placed
}

const rowHeight = 6.6
const cell = { width: 5, height: 6 } as const
/** The feet of letters, and the writing line, below the top of a row. */
const footInRow = 4.7
const lineInRow = 5.6
const tick = 3.8
const unknownWidth = 20
const labelSize = 8.5
const partSize = 7.5

/** A generous width for words, so that nothing need be measured here: millimetres for a letter at a size in points. */
const widthOf = (text: string, size: number) => text.length * size * 0.185 + 2.2

interface At {
  readonly x: number
  readonly y: number
}

function words(text: string, { x, y }: At, style: Pick<FormText, 'size' | 'weight'>): FormText {
  return { text, x, foot: y + footInRow, width: widthOf(text, style.size), ...style, align: 'left' }
}

export const labelOf = ({ item, label }: Pick<CorrectableField, 'item' | 'label'>) => `${item}. ${label.vi}:`
const label = (field: CorrectableField, at: At) =>
  words(labelOf(field), at, { size: labelSize, weight: 'semiBold' })
const labelWidth = (field: CorrectableField) => widthOf(labelOf(field), labelSize)
const small = (text: string, at: At) => words(text, at, { size: partSize, weight: 'regular' })

interface Target {
  readonly field: string
  readonly part: string | null
}

/** A line to write on, up to `width` long. */
export function lineInput(target: Target, { x, y }: At, width: number): FormInput {
  return { kind: 'LINE', ...target, box: { x, y, width, height: lineInRow } }
}

/** Boxes for letters or digits, in groups with a gap between. */
export function cellsInput(target: Target, { x, y }: At, groups: readonly number[]): FormInput {
  const cells: Box[] = []
  let next = x
  for (const count of groups) {
    for (let i = 0; i < count; i++, next += cell.width) cells.push({ x: next, y, ...cell })
    next += groupGap
  }
  return { kind: 'CELLS', ...target, box: { x, y, width: next - groupGap - x, height: cell.height }, cells }
}

const groupGap = 2
const cellsWidth = (groups: readonly number[]) =>
  groups.reduce((sum, count) => sum + count * cell.width, (groups.length - 1) * groupGap)

function tickInput(target: Target, { x, y }: At, choice: string): FormInput {
  return { kind: 'TICK', ...target, choice, box: { x, y: y + 1.4, width: tick, height: tick } }
}

/** "☐ Không rõ", where the field allows it. */
function unknownTick(field: CorrectableField, at: At): Pick<Placed, 'inputs' | 'texts'> {
  if (!field.mayBeUnknown) return { inputs: [], texts: [] }
  return {
    inputs: [tickInput({ field: field.id, part: null }, at, unknownChoice)],
    texts: [small('Không rõ', { x: at.x + tick + 1, y: at.y })],
  }
}

const spaceForUnknown = (field: CorrectableField) => (field.mayBeUnknown ? unknownWidth : 0)

/** The room of a field; `full` is the width of the page between its margins. */
export function fieldBlock(field: CorrectableField, full: number): FieldBlock {
  switch (field.type) {
    case 'TEXT':
      return field.cells === null ? lineBlock(field) : lettersBlock(field, field.cells, full)
    case 'DATE':
      return cellsBlock(field, [2, 2, 4])
    case 'DIGITS':
      return cellsBlock(field, [Math.max(...field.lengths)])
    case 'CHOICE':
      return choiceBlock(field)
    case 'ADDRESS':
      return addressBlock(field, full)
    case 'PERSON':
      return personBlock(field, full)
  }
}

/** The label above a row of boxes as long as the page is wide. */
function lettersBlock(field: TextField, count: number, full: number): FieldBlock {
  return {
    width: full,
    height: 5 + cell.height,
    place: (x, y) => ({
      inputs: [cellsInput({ field: field.id, part: null }, { x, y: y + 5 }, [count])],
      texts: [label(field, { x, y: y - 0.8 })],
      rules: [],
    }),
  }
}

const writtenWidth = 24

function lineBlock(field: TextField): FieldBlock {
  const start = labelWidth(field)
  return {
    width: start + writtenWidth + spaceForUnknown(field),
    height: rowHeight,
    place: (x, y) => {
      const unknown = unknownTick(field, { x: x + start + writtenWidth + 2, y })
      const line = lineInput({ field: field.id, part: null }, { x: x + start, y }, writtenWidth)
      return {
        inputs: [line, ...unknown.inputs],
        texts: [label(field, { x, y }), ...unknown.texts],
        rules: [],
      }
    },
  }
}

function cellsBlock(
  field: DigitsField | Extract<CorrectableField, { type: 'DATE' }>,
  groups: readonly number[],
): FieldBlock {
  const start = labelWidth(field)
  const end = start + cellsWidth(groups)
  return {
    width: end + spaceForUnknown(field),
    height: rowHeight,
    place: (x, y) => {
      const cells = cellsInput({ field: field.id, part: null }, { x: x + start, y: y + 0.3 }, groups)
      const unknown = unknownTick(field, { x: x + end + 2, y })
      return {
        inputs: [cells, ...unknown.inputs],
        texts: [label(field, { x, y }), ...unknown.texts],
        rules: [],
      }
    },
  }
}

function choiceBlock(field: ChoiceField): FieldBlock {
  const start = labelWidth(field)
  const widths = field.choices.map(
    (choice) => tick + 1 + widthOf(choice.label.vi, partSize) + (choice.written ? writtenWidth : 0) + 2,
  )
  const end = start + widths.reduce((sum, width) => sum + width, 0)
  return {
    width: end + spaceForUnknown(field),
    height: rowHeight,
    place: (x, y) => {
      const inputs: FormInput[] = []
      const texts = [label(field, { x, y })]
      let next = x + start
      for (const [i, choice] of field.choices.entries()) {
        inputs.push(tickInput({ field: field.id, part: null }, { x: next, y }, choice.code))
        texts.push(small(choice.label.vi + (choice.written ? ':' : ''), { x: next + tick + 1, y }))
        const line = { x: next + tick + 1 + widthOf(choice.label.vi, partSize) + 1, y }
        if (choice.written)
          inputs.push(lineInput({ field: field.id, part: 'written' }, line, writtenWidth - 1))
        next += widths[i] ?? 0
      }
      const unknown = unknownTick(field, { x: x + end + 1, y })
      return { inputs: [...inputs, ...unknown.inputs], texts: [...texts, ...unknown.texts], rules: [] }
    },
  }
}

const unitParts: readonly AddressPart[] = ['province', 'district', 'commune']

/** The label with its "không rõ", then the units in one row and the smaller places in another. */
function addressBlock(field: AddressField, full: number): FieldBlock {
  const isUnit = (part: AddressPart) => unitParts.includes(part)
  const rows = [
    field.parts.filter(({ part }) => isUnit(part)),
    field.parts.filter(({ part }) => !isUnit(part)),
  ]
  const filled = rows.filter((parts) => parts.length > 0)
  const head = 5
  return {
    width: full,
    height: head + filled.length * rowHeight,
    place: (x, y) => {
      const unknown = unknownTick(field, { x: x + labelWidth(field) + 4, y: y - 0.8 })
      const inputs = [...unknown.inputs]
      const texts = [label(field, { x, y: y - 0.8 }), ...unknown.texts]
      for (const [i, parts] of filled.entries()) {
        const labels = parts.map((part) => `${part.label.vi}:`)
        const taken = labels.reduce((sum, text) => sum + widthOf(text, partSize), 0)
        const room = (full - 4 - taken) / parts.length
        const top = y + head + i * rowHeight
        let next = x + 4
        for (const [j, { part }] of parts.entries()) {
          const text = labels[j] ?? ''
          texts.push(small(text, { x: next, y: top }))
          next += widthOf(text, partSize)
          inputs.push(lineInput({ field: field.id, part }, { x: next, y: top }, room - 2))
          next += room
        }
      }
      return { inputs, texts, rules: [] }
    },
  }
}

/** The name on one row, number and nationality on the next. */
function personBlock(field: PersonField, full: number): FieldBlock {
  const start = labelWidth(field)
  const space = spaceForUnknown(field)
  return {
    width: full,
    height: 2 * rowHeight,
    place: (x, y) => {
      const unknown = unknownTick(field, { x: x + full - space + 2, y })
      const second = { x: x + 4, y: y + rowHeight }
      const digitsAt = second.x + widthOf('Số định danh/CMND:', partSize)
      const inputs = [
        lineInput({ field: field.id, part: 'name' }, { x: x + start, y }, full - start - space),
        ...unknown.inputs,
        cellsInput({ field: field.id, part: 'number' }, { x: digitsAt, y: second.y + 0.3 }, [12]),
      ]
      const texts = [label(field, { x, y }), ...unknown.texts, small('Số định danh/CMND:', second)]
      if (field.parts.includes('nationality')) {
        const at = { x: digitsAt + cellsWidth([12]) + 4, y: second.y }
        const lineAt = at.x + widthOf('Quốc tịch:', partSize)
        texts.push(small('Quốc tịch:', at))
        inputs.push(
          lineInput({ field: field.id, part: 'nationality' }, { x: lineAt, y: at.y }, x + full - lineAt),
        )
      }
      return { inputs, texts, rules: [] }
    },
  }
}
