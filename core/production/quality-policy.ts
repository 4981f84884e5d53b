import { z } from 'zod'
import type { FailClass } from './fail-codes.ts'

/** Why a card is looked at: it had to be, it was drawn, or somebody took it of their own accord. */
export const checkModes = ['FULL', 'SAMPLE', 'VOLUNTARY'] as const
export type CheckMode = (typeof checkModes)[number]

/** How many cards are looked at, and when a station is stopped. */
export const qualityPolicySchema = z.strictObject({
  /** All of the first cards of a batch. */
  firstOfBatch: z.int().min(1).max(1000),
  /** All cards of a station until so many in a row were good since its last fault. */
  afterFault: z.int().min(1).max(1000),
  /** Of the others one in so many; 1 looks at every card. */
  everyNth: z.int().min(1).max(1000),
  /** A station is judged by its last checks … */
  rateWindow: z.int().min(5).max(1000),
  /** … once there are so many since it was let go on … */
  rateLeast: z.int().min(3).max(1000),
  /** … and stopped where less than this share of them was good. */
  leastRate: z.number().min(0).max(1),
})
export type QualityPolicy = z.infer<typeof qualityPolicySchema>

export const usualQualityPolicy: QualityPolicy = {
  firstOfBatch: 5,
  afterFault: 10,
  everyNth: 20,
  rateWindow: 50,
  rateLeast: 10,
  leastRate: 0.8,
}

/** Faults that speak against the machine: wrong data were wrong before they came to it. */
export const machineFaults: readonly FailClass[] = ['PRINT', 'DAMAGE', 'CHIP']

/**
 * Whether a job is drawn into the sample: by the last digits of its id, which are chance and are given before anybody knows who prints
 * the card and who checks it.
 */
export const isDrawn = (jobId: string, everyNth: number): boolean =>
  Number.parseInt(jobId.slice(-8), 16) % everyNth === 0

export interface CheckCircumstances {
  readonly jobId: string
  /** From 1; null where the job is in no batch. */
  readonly positionInBatch: number | null
  /** An earlier card of the same file was spoiled. */
  readonly isRemake: boolean
  /** The station had a fault, and too few good cards since. */
  readonly stationInDoubt: boolean
}

/** Null where the card passes with its batch. */
export function checkModeOf(policy: QualityPolicy, card: CheckCircumstances): 'FULL' | 'SAMPLE' | null {
  const { positionInBatch, isRemake, stationInDoubt, jobId } = card
  if (positionInBatch === null || positionInBatch <= policy.firstOfBatch) return 'FULL'
  if (isRemake || stationInDoubt) return 'FULL'
  return isDrawn(jobId, policy.everyNth) ? 'SAMPLE' : null
}
