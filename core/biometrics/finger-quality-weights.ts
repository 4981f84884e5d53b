import type { QualityModel } from './finger-quality-model.ts'

/**
 * Printed by `npm run cli -- biometrics train-quality` from the genuine scores of our own matcher on FVC2002 DB1_B, DB2_B and
 * DB4_B (80 prints of ten fingers each) and on 120 prints of 15 invented fingers with known damage. A weight of 0 says that
 * the others already tell what this one would. docs/finger-quality.md holds what it predicts.
 */
export const qualityModel: QualityModel = {
  offset: 0.1254,
  features: {
    area: { mean: 5.312, deviation: 0.3532, weight: 0.268 },
    clearArea: { mean: 4.796, deviation: 0.5714, weight: 0 },
    minutiae: { mean: 3.714, deviation: 0.2932, weight: 0.4242 },
    certainty: { mean: 0.6391, deviation: 0.1662, weight: 0 },
    smoothFlow: { mean: -1.009, deviation: 0.2218, weight: 0.09063 },
    clarity: { mean: 0.8056, deviation: 0.04704, weight: 0.2115 },
    inBand: { mean: 0.7393, deviation: 0.07909, weight: 0.06283 },
    evenness: { mean: -0.1931, deviation: 0.0768, weight: 0.05631 },
    depth: { mean: 0.2715, deviation: 0.09028, weight: 0 },
    openValleys: { mean: 3.026, deviation: 0.7954, weight: 0.2047 },
    wholeRidges: { mean: -0.1387, deviation: 0.1009, weight: 0 },
    stillness: { mean: -0.1163, deviation: 0.09195, weight: 0.08663 },
    ridgesEverywhere: { mean: -0.05977, deviation: 0.1265, weight: 0.4138 },
    centring: { mean: -0.1605, deviation: 0.1171, weight: 0.1456 },
  },
}
