import { beforeAll, describe, expect, test } from 'vitest'
import type { FingerImage } from '../../../core/biometrics/finger-image.ts'
import { fingerQuality } from '../../../core/biometrics/finger-quality.ts'
import { renderImpression, synthesiseFinger } from '../../../core/synthetic/finger.ts'
import { damageFinger, damages } from './damage-finger.ts'

let clean: FingerImage

beforeAll(() => {
  clean = { ...renderImpression(synthesiseFinger(32), 0, { width: 288, height: 320 }), dpi: 500 }
})

describe('a damaged finger', () => {
  test.each(damages)('%s is measured as worse, and gets advice', (damage) => {
    const good = fingerQuality(clean).score
    const { score, hints } = fingerQuality(damageFinger(clean, damage))
    expect(good).toBeGreaterThan(50)
    expect(score).toBeLessThan(good - 15)
    expect(hints.length).toBeGreaterThan(0)
  })

  test('looks the same every time', () => {
    expect(damageFinger(clean, 'dry')).toEqual(damageFinger(clean, 'dry'))
  })
})
