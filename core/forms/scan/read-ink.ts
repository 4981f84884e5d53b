import type { Box } from '../../card/layout.ts'
import type { FormDefinition } from '../definition.ts'
import { formLayout } from '../layout.ts'
import type { FormInput } from '../placed.ts'
import { grown, inkIn, readTick, type ScannedForm, type Tick } from './box-ink.ts'

/** What ink there is in the places of one field. */
export interface FieldInk {
  readonly field: string
  readonly ticks: readonly { readonly choice: string; readonly tick: Tick }[]
  readonly writing: readonly Writing[]
}

export interface Writing {
  /** Null for the field itself. */
  readonly part: string | null
  readonly written: boolean
  /** Of cells, 1 for each that holds ink and 0 for each that does not. */
  readonly cells: string | null
}

/** Within a cell, clear of its pale frame also where a feeder pulled the page. Millimetres. */
const cellFrame = 0.8
/** A digit 1 has more than one square millimetre, a hyphen a third of one; the rest is dust. */
const writtenCell = 0.25
/** A line's writing stands above it and may be crossed by tails of the line above. Millimetres. */
const lineEdges = { sides: 0.3, top: 1, bottom: 1 } as const
/** Two letters have about three square millimetres; a tail of the line above has less than one. */
const writtenLine = 1.2

/** Ink in every place of the form where people tick or write. */
export function readInk(definition: FormDefinition, form: ScannedForm): readonly FieldInk[] {
  const inputs = Map.groupBy(formLayout(definition).inputs, ({ field }) => field)
  return definition.fields.map(({ id }): FieldInk => {
    const places = inputs.get(id) ?? []
    return {
      field: id,
      ticks: places.flatMap((input) =>
        input.kind === 'TICK' ? [{ choice: input.choice, tick: readTick(form, input.box) }] : [],
      ),
      writing: places.flatMap((input) => (input.kind === 'TICK' ? [] : [writingIn(input, form)])),
    }
  })
}

function writingIn(input: Exclude<FormInput, { kind: 'TICK' }>, form: ScannedForm): Writing {
  if (input.kind === 'CELLS') {
    const isWritten = (cell: Box) => inkIn(form, grown(cell, -cellFrame)) >= writtenCell
    const cells = input.cells.map((cell) => (isWritten(cell) ? '1' : '0')).join('')
    return { part: input.part, written: cells.includes('1'), cells }
  }
  const { x, y, width, height } = input.box
  const inside = {
    x: x + lineEdges.sides,
    y: y + lineEdges.top,
    width: width - 2 * lineEdges.sides,
    height: height - lineEdges.top - lineEdges.bottom,
  }
  return { part: input.part, written: inkIn(form, inside) >= writtenLine, cells: null }
}
