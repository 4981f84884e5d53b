import { describe, expect, test } from 'vitest'
import { formLayout } from '../layout.ts'
import { formDefinitionOf } from '../versions.ts'
import { proposeAnswers, type ReadWord } from './propose-answers.ts'
import type { FieldInk } from './read-ink.ts'

const definition = formDefinitionOf('DC01/2025')

const ink = (changes: Partial<FieldInk>): FieldInk => ({
  field: 'nationality',
  ticks: [],
  writing: [],
  ...changes,
})
const written = (part: string | null) => ({ part, written: true, cells: null })

/** A word in the middle of an input, `along` of its width from the left. */
function wordIn(field: string, part: string | null, text: string, along = 0.2): ReadWord {
  const input = formLayout(definition).inputs.find(
    (one) => one.field === field && one.part === part && one.kind !== 'TICK',
  )
  const { x, y, width, height } = input?.box ?? { x: 0, y: 0, width: 0, height: 0 }
  return { text, box: { x: x + along * width, y: y + height / 3, width: 2, height: 2 } }
}

const proposed = (field: FieldInk, words: readonly ReadWord[] = []) =>
  proposeAnswers(definition, [field], words)[field.field]

describe('ticks', () => {
  test('are proposed as they stand: one, several, none', () => {
    expect(proposed(ink({ ticks: [{ choice: 'VN', tick: 'TICKED' }] }))).toMatchObject({
      answer: ['VN'],
      blank: false,
    })
    const both = [
      { choice: 'VN', tick: 'TICKED' },
      { choice: 'OTHER', tick: 'TICKED' },
    ] as const
    expect(proposed(ink({ ticks: both }))).toMatchObject({ answer: ['VN', 'OTHER'] })
    expect(proposed(ink({ ticks: [{ choice: 'VN', tick: 'EMPTY' }] }))).toEqual({
      blank: true,
      unsure: [],
      written: [],
    })
  })

  test('that are unsure propose nothing', () => {
    const ticks = [
      { choice: 'VN', tick: 'TICKED' },
      { choice: 'OTHER', tick: 'UNSURE' },
    ] as const
    expect(proposed(ink({ ticks }))).toEqual({ blank: false, unsure: ['OTHER'], written: [] })
  })

  test('"không rõ" alone is an answer; beside another it is a question', () => {
    const unknown = { choice: 'UNKNOWN', tick: 'TICKED' } as const
    expect(proposed(ink({ ticks: [unknown] }))).toMatchObject({ answer: { unknown: true } })
    expect(proposed(ink({ ticks: [unknown, { choice: 'VN', tick: 'TICKED' }] }))).toMatchObject({
      unsure: ['UNKNOWN'],
    })
    expect(proposed(ink({ ticks: [unknown], writing: [written('written')] }))).toMatchObject({
      unsure: ['UNKNOWN'],
    })
  })

  test('with words beside them propose both', () => {
    const other = ink({ ticks: [{ choice: 'OTHER', tick: 'TICKED' }], writing: [written('written')] })
    expect(proposed(other, [wordIn('nationality', 'written', 'Lào')])).toMatchObject({
      answer: { choice: 'OTHER', written: 'Lào' },
    })
  })
})

describe('words', () => {
  const place = (...parts: string[]) => ink({ field: 'permanentAddress', writing: parts.map(written) })

  test('go to the part in which they stand, from left to right, whatever their heights', () => {
    const [one, two] = [
      wordIn('permanentAddress', 'commune', 'Phường', 0.1),
      wordIn('permanentAddress', 'commune', 'Mẫu', 0.5),
    ]
    const lower = { ...one, box: { ...one.box, y: one.box.y + 1.4 } }
    expect(proposed(place('commune'), [two, lower])).toMatchObject({ text: { commune: 'Phường Mẫu' } })
  })

  test('where there is no ink are none, and in boxes only digits count', () => {
    expect(proposed(place(), [wordIn('permanentAddress', 'commune', 'x')])).not.toHaveProperty('text')
    const father = ink({ field: 'father', writing: [written('number')] })
    const words = [wordIn('father', 'number', '|0010', 0.1), wordIn('father', 'number', '6O', 0.4)]
    expect(proposed(father, words)).toMatchObject({ text: { number: '00106' } })
  })

  test('of what is keyed twice are never proposed: two persons would agree on the same misreading', () => {
    const name = ink({ field: 'name', writing: [written(null)] })
    expect(proposed(name, [wordIn('name', null, 'TRẦN')])).not.toHaveProperty('text')
  })
})
