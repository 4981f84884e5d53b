import {
  type AbisFailure,
  type AbisFailureName,
  abisFailures,
} from '../../../core/contracts/abis-failures.ts'

/** What the embedded ABIS was asked is not done, for one of the reasons that the messages know. */
export class AbisRefused extends Error {
  readonly failure: AbisFailure

  constructor(reason: AbisFailureName) {
    super(reason)
    this.failure = abisFailures[reason].code
  }
}
