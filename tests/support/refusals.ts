import { expect } from 'vitest'
import { DomainError } from '../../core/errors.ts'
import { AccessRefused } from '../../server/kernel/errors.ts'

/** The code with which an operation refuses; its texts must be there in both languages. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof AccessRefused)) throw error
    expect(error.text.vi).not.toBe('')
    expect(error.text.en).not.toBe('')
    return error.code
  }
  return 'NOT_REFUSED'
}
