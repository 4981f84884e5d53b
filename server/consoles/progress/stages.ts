import type { Bilingual } from '../../../core/errors.ts'
import type { AllCountsFragment } from '../generated/progress.ts'
import { chartColours } from '../parts/charts/chart.ts'

interface Stage {
  readonly name: Bilingual
  readonly colour: string
  readonly count: (counts: AllCountsFragment) => number
}

/** Where the forms of a unit are now: each is in one stage, the furthest that it has reached. */
export const stages: readonly Stage[] = [
  { name: { vi: 'Đã nạp', en: 'Loaded' }, colour: chartColours.done, count: ({ loaded }) => loaded },
  {
    name: { vi: 'Đã nhập, chờ nạp', en: 'Keyed' },
    colour: chartColours.near,
    count: ({ entered, loaded }) => entered - loaded,
  },
  {
    name: { vi: 'Đã quét, chờ nhập', en: 'Scanned' },
    colour: chartColours.middle,
    count: ({ scanned, entered }) => scanned - entered,
  },
  {
    name: { vi: 'Đã thu, chờ quét', en: 'Collected' },
    colour: chartColours.begun,
    count: ({ returned, scanned }) => returned - scanned,
  },
  {
    name: { vi: 'Chưa thu', en: 'Not collected' },
    colour: chartColours.waiting,
    count: ({ issued, returned, void: gone }) => issued - returned - gone,
  },
  { name: { vi: 'Đã hủy', en: 'Void' }, colour: chartColours.missing, count: (counts) => counts.void },
]

/** One number for each stage. Units with software of their own may report less of a step than of a later one. */
export const stageCounts = (counts: AllCountsFragment): readonly number[] =>
  stages.map(({ count }) => Math.max(0, count(counts)))
