import { expect, test } from 'vitest'
import { DomainError } from '../core/errors.ts'
import { readEnv } from './kernel/env.ts'
import { refusalOf } from './start-refusal.ts'

function refused(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const systemError = (code: string) =>
  Object.assign(new Error(`connect ${code} reg:secret@127.0.0.1`), { code })

test.each(['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000'])(
  'a database that cannot be reached (%s) is told in words, without its address',
  (code) => {
    const migration = Object.assign(new Error('migrating', { cause: systemError(code) }), {
      code: 'MIGRATION',
    })
    for (const error of [systemError(code), migration]) {
      const refusal = refusalOf(error)
      expect(refusal?.code).toBe('DATABASE_UNREACHABLE')
      expect(JSON.stringify(refusal)).not.toContain('secret')
    }
  },
)

test('a refusal keeps its own words', () => {
  const text = { vi: 'Không tìm thấy.', en: 'Not found.' }
  expect(refusalOf(new DomainError('NOT_FOUND', text))).toEqual({ code: 'NOT_FOUND', ...text })
})

test('settings that are wrong are all named', () => {
  const refusal = refusalOf(refused(() => readEnv({ PORT: 'x', ABIS: '[{"name":"x"}]' })))
  expect(refusal).toMatchObject({ code: 'ILLEGAL_ENVIRONMENT' })
  for (const text of [refusal?.vi, refusal?.en]) expect(text).toMatch(/PORT: .*\n.*ABIS\.0\.kind: /)
})

test('a bug has no words', () => {
  expect(refusalOf(new TypeError('x is not a function'))).toBeNull()
  expect(refusalOf(systemError('42P01'))).toBeNull()
})
