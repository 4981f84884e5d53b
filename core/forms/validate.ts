import type { CalendarDate } from '../dates/calendar-date.ts'
import type { FieldValue, FormAnswers } from './answers.ts'
import { contradictions } from './contradictions.ts'
import type { FormDefinition } from './definition.ts'
import { faultOf, type FormFault, strayFault } from './faults.ts'
import { readAnswer } from './read-answer.ts'
import { readChanges } from './read-changes.ts'

export interface ValidatedForm {
  /** What was understood, by field id; an empty answer is absent, "không rõ" is a value of its own. */
  readonly answers: Readonly<Record<string, FieldValue>>
  /** In the order of the form, the contradictions between items last. */
  readonly faults: readonly FormFault[]
  /** Completeness, 0 to 100, by the weights of the definition; 100 only where nothing weighty is empty, unknown or illegal. */
  readonly score: number
}

/**
 * Reads the answers to a form: normalises and types them, and says what is missing, illegal or contradictory. Never
 * throws on answers. `on` is the day the form was filled in: no date lies after it, and ages are counted to it.
 */
export function validateForm(
  definition: FormDefinition,
  answers: FormAnswers,
  on: CalendarDate,
): ValidatedForm {
  const values: Record<string, FieldValue> = {}
  const faults: FormFault[] = []
  let reached = 0
  let total = 0
  for (const field of definition.fields) {
    const answer = Object.hasOwn(answers, field.id) ? answers[field.id] : undefined
    const reading = field.type === 'CHANGES' ? readChanges(field, answer, on) : readAnswer(field, answer, on)
    if (reading.value) values[field.id] = reading.value
    for (const fault of reading.faults) faults.push(faultOf(field, fault))
    reached += field.weight * reading.credit
    total += field.weight
  }
  const ids = new Set(definition.fields.map(({ id }) => id))
  const strays = Object.keys(answers).filter((key) => !ids.has(key))
  return {
    answers: values,
    faults: [...faults, ...contradictions(definition, values, on), ...strays.map(strayFault)],
    // Rounded down, and safe against the sums of fractions that miss a whole number by a hair.
    score: Math.floor((100 * reached) / total + 1e-9),
  }
}
