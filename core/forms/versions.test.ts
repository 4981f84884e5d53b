import { describe, expect, test } from 'vitest'
import { parseCalendarDate } from '../dates/calendar-date.ts'
import { dc01Definitions } from './dc01.ts'
import { dc02Definitions } from './dc02.ts'
import { residentItems } from './resident-items.ts'
import { formDefinition, formDefinitionOf, FormNotInForce, UnknownFormVersion } from './versions.ts'

const day = parseCalendarDate
const all = [...dc01Definitions, ...dc02Definitions]

describe('the definition of a form', () => {
  test.each([
    ['2018-04-26', 'DC01/2016', 3],
    ['2022-01-01', 'DC01/2021', 3],
    ['2025-06-30', 'DC01/2024', 3],
    ['2025-07-01', 'DC01/2025', 2],
  ])('on %s is %s, with %i levels of units', (on, version, levels) => {
    const definition = formDefinition('DC01', day(on))
    expect([definition.version, definition.headingUnits.length]).toEqual([version, levels])
  })

  test('DC02 ended as a correction form on 30/06/2024', () => {
    expect(formDefinition('DC02', day('2024-06-30')).version).toBe('DC02/2021')
    expect(() => formDefinition('DC02', day('2024-07-01'))).toThrow(FormNotInForce)
    expect(() => formDefinition('DC01', day('2015-12-31'))).toThrow(FormNotInForce)
  })

  test('is found for ever by the version a form was printed by', () => {
    for (const definition of all) expect(formDefinitionOf(definition.version)).toBe(definition)
    expect(() => formDefinitionOf('DC01/1999')).toThrow(UnknownFormVersion)
  })

  test('follows the one before it without a gap', () => {
    for (const definitions of [dc01Definitions, dc02Definitions]) {
      for (const [i, { validTo }] of definitions.slice(0, -1).entries()) {
        expect(definitions[i + 1]?.validFrom).toBe(validTo)
      }
    }
  })

  test.each(dc01Definitions)('$version has the sixteen items in order', ({ fields }) => {
    const items = fields.map(({ item }) => item)
    expect([...new Set(items)]).toEqual(Array.from({ length: 16 }, (_, i) => i + 1))
    expect(items).toEqual(items.toSorted((a, b) => a - b))
  })

  test.each(all)(
    '$version has each field once, with help that cites a law and weight where it is required',
    (definition) => {
      const ids = definition.fields.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const { help, required, weight, feeds } of definition.fields) {
        expect(help.vi).toMatch(/Luật Căn cước/)
        expect(weight > 0 || !required).toBe(true)
        expect(feeds.length).toBeGreaterThan(0)
      }
    },
  )

  test('the registry has the 26 items of article 9, the number third and contact data 25th', () => {
    expect(Object.keys(residentItems)).toHaveLength(26)
    expect([residentItems.number.number, residentItems.contact.number]).toEqual([3, 25])
  })
})
