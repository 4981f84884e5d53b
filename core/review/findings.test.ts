import { describe, expect, test } from 'vitest'
import { dc01Definitions } from '../forms/dc01.ts'
import { dc02Definitions } from '../forms/dc02.ts'
import { type Finding, IllegalFinding, readFindings, reviewedFields } from './findings.ts'

const dc01 = dc01Definitions.at(-1)!
const dc02 = dc02Definitions[0]!
const wrong = (field: string, found: string | null = null): Finding => ({ field, kind: 'WRONG', found })

function refusal(findings: readonly Finding[]): unknown {
  try {
    return readFindings(dc01, findings)
  } catch (error) {
    return error instanceof IllegalFinding ? error.facts : error
  }
}

describe('findings', () => {
  test('name items of the form, each once; words are trimmed and empty ones are none', () => {
    expect(readFindings(dc01, [wrong('name', '  Trần  Văn Mẫu '), wrong('ethnicity', ' ')])).toEqual([
      wrong('name', 'Trần Văn Mẫu'),
      wrong('ethnicity'),
    ])
    expect(readFindings(dc01, [])).toEqual([])
  })

  test('are refused for what the form does not have, twice, or at length', () => {
    expect(refusal([wrong('shoeSize')])).toEqual({ fault: 'UNKNOWN_FIELD', field: 'shoeSize' })
    expect(refusal([wrong('name'), wrong('name')])).toEqual({ fault: 'FIELD_TWICE', field: 'name' })
    expect(refusal([wrong('name', 'x'.repeat(201))])).toEqual({ fault: 'TOO_LONG', field: 'name' })
  })

  test('of a correction form are about the items that it corrects', () => {
    const ids = reviewedFields(dc02).map(({ id }) => id)
    expect(ids).toContain('birthDate')
    expect(ids).not.toContain('changes')
  })
})
