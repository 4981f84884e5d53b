/** Forms that both teams looked at, by what each said. */
export interface DoubleChecks {
  readonly bothClean: number
  readonly onlyFirstFaulty: number
  readonly onlySecondFaulty: number
  readonly bothFaulty: number
}

export interface Agreement {
  readonly compared: number
  readonly agreed: number
  /** 0 to 1. */
  readonly rate: number
  /** Agreement beyond chance; null where chance alone would agree always. */
  readonly kappa: number | null
}

/** Agreement of check and second check (Cohen, Educational and Psychological Measurement 20, 1960); null without any. */
export function agreementOf(checks: DoubleChecks): Agreement | null {
  const { bothClean, onlyFirstFaulty, onlySecondFaulty, bothFaulty } = checks
  const compared = bothClean + onlyFirstFaulty + onlySecondFaulty + bothFaulty
  if (compared === 0) return null
  const agreed = bothClean + bothFaulty
  const rate = agreed / compared
  const cleanByChance = (bothClean + onlySecondFaulty) * (bothClean + onlyFirstFaulty)
  const faultyByChance = (bothFaulty + onlyFirstFaulty) * (bothFaulty + onlySecondFaulty)
  const chance = (cleanByChance + faultyByChance) / compared ** 2
  return { compared, agreed, rate, kappa: chance === 1 ? null : (rate - chance) / (1 - chance) }
}
