import { afterEach, describe, expect, test } from 'vitest'
import {
  type MatcherPool,
  type PoolOptions,
  startMatcherPool,
} from '../../../server/biometrics/matcher-pool.ts'
import { fingersAgain, inventedFingers } from '../../support/fingers.ts'

const small = { words: 64 * 1024, persons: 1024 } // several slabs for a few hundred persons

const pools: MatcherPool[] = []
const pool = (options: PoolOptions = {}) => {
  const started = startMatcherPool({ threads: 2, slab: small, ...options })
  pools.push(started)
  return started
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((one) => one.close()))
})

const persons = Array.from({ length: 300 }, (_, i) => ({ id: `REF-${i}`, fingers: inventedFingers(i) }))
const full = (options: PoolOptions = {}) => {
  const gallery = pool(options)
  for (const { id, fingers } of persons) gallery.insert(id, fingers)
  return gallery
}
const again = (i: number) => fingersAgain(persons[i]!.fingers, `again ${i}`)

describe('the matcher pool', () => {
  test('finds everybody at the next desk, far above everybody else', async () => {
    const gallery = full()
    for (const i of [0, 77, 150, 299]) {
      const [first, second] = await gallery.search(again(i), { limit: 2 })
      expect(first).toMatchObject({ referenceId: `REF-${i}`, fingers: { length: 4 } })
      expect(first!.score).toBeGreaterThan(4 * (second?.score ?? 0))
    }
  })

  test('answers the same whatever the number of threads', async () => {
    const one = full({ threads: 1 })
    const three = full({ threads: 3, slab: { words: 256 * 1024, persons: 4096 } })
    const searches = [5, 6, 7].map(async (i) => {
      const wanted = { limit: 20 }
      expect(await three.search(again(i), wanted)).toEqual(await one.search(again(i), wanted))
    })
    await Promise.all(searches)
  })

  test('finds with two fingers of four, and a stranger not at all', async () => {
    const gallery = full()
    const [found] = await gallery.search(again(42).slice(1, 3), { limit: 1 })
    expect(found).toMatchObject({ referenceId: 'REF-42', fingers: { length: 2 } })
    expect(await gallery.search(inventedFingers('stranger'), { limit: 5, least: 80 })).toEqual([])
  })

  test('takes persons in while it searches: found by the next search, not disturbing the one that runs', async () => {
    const gallery = full()
    const newcomer = inventedFingers('newcomer')
    const running = gallery.search(again(10), { limit: 1 })
    for (let i = 0; i < 200; i++) gallery.insert(`NEW-${i}`, i === 100 ? newcomer : inventedFingers(`n${i}`))
    expect(await running).toMatchObject([{ referenceId: 'REF-10' }])
    expect(await gallery.search(fingersAgain(newcomer, 1), { limit: 1 })).toMatchObject([
      { referenceId: 'NEW-100' },
    ])
    expect(gallery.size).toBe(500)
  })

  test('finds a removed person no more, and takes the reference again', async () => {
    const gallery = full()
    expect(gallery.remove('REF-9')).toBe(true)
    expect(gallery.remove('REF-9')).toBe(false)
    expect(await gallery.search(again(9), { limit: 1, least: 80 })).toEqual([])
    expect(gallery.insert('REF-9', persons[9]!.fingers)).toBe(true)
    expect(await gallery.search(again(9), { limit: 1 })).toMatchObject([{ referenceId: 'REF-9' }])
  })

  test('refuses a reference that it has', () => {
    const gallery = full()
    expect(gallery.insert('REF-0', persons[1]!.fingers)).toBe(false)
    expect(gallery.size).toBe(300)
  })

  test('compares only those asked for', async () => {
    const gallery = full()
    const found = await gallery.search(again(3), { limit: 5, among: ['REF-4', 'REF-3', 'unknown'] })
    expect(found[0]).toMatchObject({ referenceId: 'REF-3' })
    expect(found.every(({ referenceId }) => ['REF-3', 'REF-4'].includes(referenceId))).toBe(true)
    expect(await gallery.search(again(3), { limit: 5, least: 80, among: ['REF-4'] })).toEqual([])
  })

  test('compares those first whom it is told of, fully, and leaves nobody else out', async () => {
    const gallery = full()
    const everybody = persons.map(({ id }) => id)
    const fully = await gallery.search(again(3), { limit: 300, among: everybody })
    expect(await gallery.search(again(3), { limit: 300, first: everybody })).toEqual(fully)
    const usual = await gallery.search(again(3), { limit: 300 })
    const unlikely = fully.filter((one) => !usual.some(({ referenceId }) => referenceId === one.referenceId))
    const told = unlikely.slice(0, 2)
    expect(told).toHaveLength(2)
    const found = await gallery.search(again(3), {
      limit: 300,
      first: [...told.map(({ referenceId }) => referenceId), 'unknown'],
    })
    expect(found).toEqual([...usual, ...told].toSorted((a, b) => b.score - a.score))
  })

  test('finds nobody in an empty gallery, with no fingers, or with fingers that show nothing', async () => {
    const none = new Uint16Array(0)
    const bytes = new Uint8Array(0)
    const blank = { width: 300, height: 300, x: none, y: none, angle: bytes, type: bytes, quality: bytes }
    expect(await pool().search(again(1), { limit: 5 })).toEqual([])
    const gallery = full()
    expect(await gallery.search([], { limit: 5 })).toEqual([])
    gallery.insert('BLANK', [{ position: 1, template: blank }])
    expect(await gallery.search([{ position: 1, template: blank }], { limit: 5 })).toEqual([])
  })

  test('takes at most 1.700 bytes a finger', () => {
    const gallery = full()
    expect(gallery.bytes / (300 * 4)).toBeLessThanOrEqual(1700)
  })

  test.each([
    ['that a thread dies of', () => ({ x: undefined }), 'undefined'],
    ['that no thread can be given', () => ({ x: () => 0 }), 'cloned'],
  ])('fails a search %s, and goes on with the next', async (_, fault, reason) => {
    const gallery = full({ threads: 1 })
    const first = persons[0]!.fingers[0]!
    // A mistake of a caller that the compiler does not see.
    const broken = { ...first, template: Object.assign({ ...first.template }, fault()) }
    await expect(gallery.search([broken], { limit: 1 })).rejects.toThrow(reason)
    expect(await gallery.search(again(8), { limit: 1 })).toMatchObject([{ referenceId: 'REF-8' }])
  })

  test('fails what it still works on when it is closed', async () => {
    const gallery = full()
    const running = gallery.search(again(1), { limit: 1 })
    await Promise.all([expect(running).rejects.toThrow('closed'), gallery.close()])
    await expect(gallery.search(again(1), { limit: 1 })).rejects.toThrow('closed')
  })

  test('a person of no room anywhere is a mistake of the caller', () => {
    expect(() => pool({ slab: { words: 100, persons: 10 } }).insert('A', inventedFingers(1))).toThrow(
      RangeError,
    )
  })
})
