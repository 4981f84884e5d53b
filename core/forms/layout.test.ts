import { describe, expect, test } from 'vitest'
import type { Box } from '../card/layout.ts'
import { dc01Definitions } from './dc01.ts'
import { dc02Definitions } from './dc02.ts'
import type { FormField } from './definition.ts'
import { formLayout, formPage } from './layout.ts'
import { type FormInput, unknownChoice } from './placed.ts'

const all = [...dc01Definitions, ...dc02Definitions]
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width - 1e-6 &&
  b.x < a.x + a.width - 1e-6 &&
  a.y < b.y + b.height - 1e-6 &&
  b.y < a.y + a.height - 1e-6
const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 1e-6 &&
  inner.y >= outer.y - 1e-6 &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6
function partsOf(field: FormField): readonly (string | null)[] {
  switch (field.type) {
    case 'ADDRESS':
      return field.parts.map(({ part }) => part)
    case 'PERSON':
      return field.parts
    case 'CHANGES':
      return Array.from({ length: field.rows }, (_, row) => `${row}.after`)
    default:
      return [null]
  }
}

const nameOf = ({ field, part }: FormInput) => `${field} ${part}`

describe.each(all)('the blank of $version', (definition) => {
  const { inputs, marks, orientation, barcode } = formLayout(definition)

  test('keeps every place to write apart from the others, the corner marks and the barcode', () => {
    for (const [i, { box }] of inputs.entries()) {
      for (const other of [...marks, orientation, barcode]) expect(overlap(box, other)).toBe(false)
      const clashes = inputs.slice(i + 1).filter((other) => overlap(box, other.box))
      expect(clashes.map(nameOf)).toEqual([])
      expect(isInside(box, { x: 13, y: 50, width: 184, height: 196 })).toBe(true)
    }
  })

  test.each(definition.fields)('has a place for each part and choice of $id', (field) => {
    const own = inputs.filter((input) => input.field === field.id)
    expect(own.map(({ part }) => part)).toEqual(expect.arrayContaining([...partsOf(field)]))
    const choices = own.flatMap((input) => (input.kind === 'TICK' ? [input.choice] : []))
    const wanted = field.type === 'CHOICE' ? field.choices.map(({ code }) => code) : []
    expect(choices).toEqual(field.mayBeUnknown ? [...wanted, unknownChoice] : wanted)
  })

  test('has one box for a digit: eight for a date, twelve for a number', () => {
    const rows = inputs.flatMap((input) => (input.kind === 'CELLS' ? [input] : []))
    const cells = (id: string) => rows.filter(({ field }) => field === id).map((row) => row.cells.length)
    expect([cells('birthDate'), cells('number')]).toEqual([[8], [12]])
    expect(rows.every(({ box, cells: inside }) => inside.every((cell) => isInside(cell, box)))).toBe(true)
  })

  test('can be straightened by its corners, and turned by the bar beside the first', () => {
    const [topLeft, , , bottomRight] = marks
    const turned = { ...orientation, x: formPage.width - orientation.x - orientation.width }
    expect(topLeft.x).toBeCloseTo(formPage.width - bottomRight.x - bottomRight.width)
    expect(marks.some((mark) => overlap(mark, turned))).toBe(false)
  })
})
