import { expect, test } from 'vitest'
import { renderImpression, synthesiseFinger } from '../synthetic/finger.ts'
import { acceptFinger } from './accept-finger.ts'
import { captureDoubts, type DeskFinger } from './capture-doubts.ts'
import type { MinutiaeTemplate } from './minutiae.ts'

const template = acceptFinger(renderImpression(synthesiseFinger(3), 1, { width: 256, height: 288 }))
const good: DeskFinger = { template, quality: 70, dpi: 500, bitDepth: 8 }

/** The first minutiae alone. */
const cut = (count: number): MinutiaeTemplate => ({
  ...template,
  x: template.x.slice(0, count),
  y: template.y.slice(0, count),
  angle: template.angle.slice(0, count),
  type: template.type.slice(0, count),
  quality: template.quality.slice(0, count),
})

test('a finger of a full scanner with template and quality is taken at its word', () => {
  expect(captureDoubts(good)).toEqual([])
  expect(captureDoubts({ ...good, dpi: 1000 })).toEqual([])
})

test.each<readonly [string, Partial<DeskFinger>, string]>([
  ['a missing template', { template: null }, 'NO_TEMPLATE'],
  ['a missing quality', { quality: null }, 'QUALITY_MISSING'],
  ['a good quality of hardly any minutiae', { template: cut(9) }, 'QUALITY_IMPLAUSIBLE'],
  ['250 dots per inch', { dpi: 250 }, 'LESSER_SCANNER'],
  ['four bits a pixel', { bitDepth: 4 }, 'LESSER_SCANNER'],
  ['a scanner that an older kiosk does not describe', { bitDepth: null }, 'LESSER_SCANNER'],
])('%s is doubted', (_, change, doubt) => {
  expect(captureDoubts({ ...good, ...change })).toContain(doubt)
})

test('few minutiae of a poor finger are believed', () => {
  expect(captureDoubts({ ...good, template: cut(9), quality: 12 })).toEqual([])
})
