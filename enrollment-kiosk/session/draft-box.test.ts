import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDraftBox, type DraftBox } from './draft-box.ts'
import { DraftDamaged } from './refusals.ts'

let directory: string
let box: DraftBox

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'draft-box-'))
  box = await openDraftBox(directory)
})
afterEach(() => rm(directory, { recursive: true }))

test('the next run opens what this one closed', async () => {
  const closed = box.close(Uint8Array.of(1, 2, 3), 'a/session.box')
  expect((await openDraftBox(directory)).open(closed, 'a/session.box')).toEqual(Uint8Array.of(1, 2, 3))
})

test('equal contents do not look equal on the disk', () => {
  const content = new Uint8Array(64)
  expect(box.close(content, 'a')).not.toEqual(box.close(content, 'a'))
})

test('one changed bit, a shorter file, another place or another key is refused', async () => {
  const elsewhere = join(directory, 'other')
  await mkdir(elsewhere)
  const other = await openDraftBox(elsewhere)
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.nat(),
      fc.integer({ min: 0, max: 7 }),
      (content, at, bit) => {
        const closed = box.close(content, 'a')
        const flipped = Uint8Array.from(closed)
        const index = at % flipped.length
        flipped[index] = (flipped[index] ?? 0) ^ (1 << bit)
        expect(() => box.open(flipped, 'a')).toThrow(DraftDamaged)
        expect(() => box.open(closed.subarray(0, index), 'a')).toThrow(DraftDamaged)
        expect(() => box.open(closed, 'b')).toThrow(DraftDamaged)
        expect(() => other.open(closed, 'a')).toThrow(DraftDamaged)
      },
    ),
  )
})
