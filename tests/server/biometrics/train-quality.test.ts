import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { modelScore, qualityFeatures } from '../../../core/biometrics/finger-quality-model.ts'
import { qualityModel } from '../../../core/biometrics/finger-quality-weights.ts'
import { matchThreshold } from '../../../core/biometrics/minutiae-match.ts'
import { NoPrintsToEvaluate } from '../../../server/biometrics/evaluate-prints.ts'
import {
  genuinePairs,
  type MeasuredPrint,
  missedWithoutWorst,
  trainQuality,
} from '../../../server/biometrics/train-quality.ts'
import { run } from '../../../server/commands/biometrics-train-quality.ts'
import { WrongUsage } from '../../../server/commands/command.ts'
import { damagedPrints } from '../../../server/demo-prints.ts'

const prints = damagedPrints(7)
const isHeldOut = ({ finger }: MeasuredPrint) => Number(finger) >= 104
const taught = prints.filter((print) => !isHeldOut(print))
const model = trainQuality(genuinePairs(taught), taught)
const rate = ({ measures }: MeasuredPrint) => modelScore(measures, model)

describe('training the quality score', () => {
  test('gives no feature a weight against its sense, and sets the median to 60', () => {
    for (const feature of qualityFeatures) expect(model.features[feature].weight).toBeGreaterThanOrEqual(0)
    const scores = taught.map(rate).sort((a, b) => a - b)
    expect(scores[Math.floor(0.5 * (scores.length - 1))]).toBeCloseTo(60, 5)
    expect(scores[Math.floor(0.05 * (scores.length - 1))]).toBeCloseTo(30, 5)
  })

  test('tells which prints of other fingers will be missed', () => {
    const [all, , , best] = missedWithoutWorst(genuinePairs(prints.filter(isHeldOut)), rate, matchThreshold)
    expect(all).toBeGreaterThan(0.1)
    expect(best).toBeLessThan(all! * 0.75)
  })

  test('has given the weights of the product the same sense: the damaged touch of a finger scores less', () => {
    const careful = prints.filter((_, i) => i % 8 === 0)
    const small = prints.filter((_, i) => i % 8 === 5)
    for (const [i, { measures }] of careful.entries()) {
      expect(modelScore(measures, qualityModel)).toBeGreaterThan(
        modelScore(small[i]!.measures, qualityModel) + 20,
      )
    }
  })

  test('is refused without a folder, or with one that holds no two prints of a finger', async () => {
    await expect(run([])).rejects.toThrow(WrongUsage)
    const folder = await mkdtemp(join(tmpdir(), 'prints-'))
    await expect(run(['--dir', folder])).rejects.toThrow(NoPrintsToEvaluate)
    await rm(folder, { recursive: true })
  })
})
