import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { modelScore, type QualityModel } from '../../core/biometrics/finger-quality-model.ts'
import { matchThreshold } from '../../core/biometrics/minutiae-match.ts'
import { NoPrintsToEvaluate, readPrints } from '../biometrics/evaluate-prints.ts'
import {
  type GenuinePair,
  genuinePairs,
  type MeasuredPrint,
  missedWithoutWorst,
  trainQuality,
} from '../biometrics/train-quality.ts'
import { damagedPrints } from '../demo-prints.ts'
import { type CommandResult, WrongUsage } from './command.ts'

const inventedFingers = 15

/**
 * Trains the finger quality score on folders of images `<finger>_<impression>.png` and on invented damaged prints. The
 * model of all of them is printed as core/biometrics/finger-quality-weights.ts holds it; how well the method predicts is told
 * for each set by a model that never saw it. Needs no database.
 */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: { dir: { type: 'string', multiple: true }, dpi: { type: 'string', default: '500' } },
  })
  const dpi = Number(values.dpi)
  if (!values.dir || !Number.isFinite(dpi)) throw new WrongUsage()
  const real: MeasuredPrint[] = []
  for (const folder of values.dir) real.push(...(await measuredPrints(folder, dpi)))
  const realPairs = genuinePairs(real)
  if (realPairs.length === 0) throw new NoPrintsToEvaluate(real.length)
  const pairs = [...realPairs, ...genuinePairs(damagedPrints(inventedFingers))]
  const sets = [...Map.groupBy(pairs, ({ a }) => a.set).keys()]
  const rejection = sets.flatMap((set) => rejectionOf(set, pairs, real))
  const model = rounded(trainQuality(pairs, real))
  return {
    done: true,
    facts: { prints: real.length, pairs: pairs.length, rejection, model },
    lines: [
      'Bỏ sót / FNMR: 0, 10, 20, 30 % ảnh kém nhất bị loại / of the worst prints rejected',
      ...rejection.map(
        ({ set, threshold, missed }) => `${set} < ${threshold}: ${missed.map(percent).join('  ')}`,
      ),
      JSON.stringify(model, null, 2),
    ],
  }
}

async function measuredPrints(folder: string, dpi: number): Promise<MeasuredPrint[]> {
  const prints = await readPrints(folder, { dpi })
  return prints.flatMap(({ finger, template, measures }) => {
    return measures ? [{ set: basename(folder), finger, template, measures }] : []
  })
}

/** Error versus reject on one set, by a model of the others: at the product’s threshold, and where a tenth is missed. */
function rejectionOf(set: string, pairs: readonly GenuinePair[], real: readonly MeasuredPrint[]) {
  const held = pairs.filter(({ a }) => a.set === set)
  const others = pairs.filter(({ a }) => a.set !== set)
  const level = real.filter((print) => print.set !== set)
  if (level.length === 0) return []
  const model = trainQuality(others, level)
  const tenth = held.map(({ score }) => score).sort((a, b) => a - b)[Math.floor(held.length / 10)]!
  return [matchThreshold, Math.round(tenth)].map((threshold) => ({
    set,
    threshold,
    missed: missedWithoutWorst(held, ({ measures }) => modelScore(measures, model), threshold),
  }))
}

function rounded({ offset, features }: QualityModel): QualityModel {
  const short = (value: number) => Number(value.toPrecision(4))
  const shortened = Object.entries(features).map(([name, { mean, deviation, weight }]) => {
    return [name, { mean: short(mean), deviation: short(deviation), weight: short(weight) }]
  })
  return { offset: short(offset), features: Object.fromEntries(shortened) }
}

const percent = (share: number) => `${(100 * share).toFixed(1).replace('.', ',')} %`
