import type { Box } from '../../card/layout.ts'
import type { FormDefinition } from '../definition.ts'
import { formLayout, formPage } from '../layout.ts'

/** Paper around a field's places that is shown with them. Millimetres. */
const margin = 2.5

/** The part of the page where a field is answered, with a small margin; null for a field that the form does not have. */
export function fieldArea(definition: FormDefinition, field: string): Box | null {
  const boxes = formLayout(definition).inputs.flatMap((input) => (input.field === field ? [input.box] : []))
  if (boxes.length === 0) return null
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin)
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin)
  const right = Math.min(formPage.width, Math.max(...boxes.map(({ x, width }) => x + width)) + margin)
  const bottom = Math.min(formPage.height, Math.max(...boxes.map(({ y, height }) => y + height)) + margin)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
