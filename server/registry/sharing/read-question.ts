import {
  type AgencyQuestion,
  questionSchema,
  questionType,
  sharingPath,
} from '../../../core/contracts/agency-query.ts'
import type { App } from '../../kernel/app.ts'
import type { Agency } from './agency.ts'
import { readAgencyMessage } from './read-agency-message.ts'

/** A question that its agency signed, for this system, just now. */
export interface ReadQuestion {
  readonly agency: Agency
  readonly question: AgencyQuestion
  readonly jws: string
}

const questions = { type: questionType, path: sharingPath, schema: questionSchema }

/** Who asks, and what. Throws what {@link readAgencyMessage} throws. */
export async function readQuestion(app: App, jws: string): Promise<ReadQuestion> {
  const { agency, message } = await readAgencyMessage(app, jws, questions)
  return { agency, question: message, jws }
}
