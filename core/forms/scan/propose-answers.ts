import type { Box } from '../../card/layout.ts'
import { unknownAnswer } from '../answers.ts'
import { doubleKeyedFields } from '../collection.ts'
import type { FormDefinition } from '../definition.ts'
import { formLayout } from '../layout.ts'
import { type FormInput, unknownChoice } from '../placed.ts'
import type { FieldInk } from './read-ink.ts'

/** What a scan proposes for one field. Nobody is spared looking: it is never more than a proposal. */
export interface FieldProposal {
  /** In the shape of an answer (answers.ts); absent where the ink does not say. */
  readonly answer?: unknown
  /** Nothing is ticked or written anywhere in the field. */
  readonly blank: boolean
  /** Boxes of which it is not clear whether they are ticked, or that contradict what else is written. */
  readonly unsure: readonly string[]
  /** Parts that hold writing; an empty string for the field itself. */
  readonly written: readonly string[]
  /** What the optional reader made of the writing, by part. */
  readonly text?: Readonly<Record<string, string>>
}

/** By field id. */
export type FormProposals = Readonly<Record<string, FieldProposal>>

/** A word that the optional reader found, and where it stands on the form. Millimetres. */
export interface ReadWord {
  readonly text: string
  readonly box: Box
}

/** Proposals for every field, from its ink and from what was read of its words. */
export function proposeAnswers(
  definition: FormDefinition,
  ink: readonly FieldInk[],
  words: readonly ReadWord[],
): FormProposals {
  const inputs = Map.groupBy(formLayout(definition).inputs, ({ field }) => field)
  const proposals = ink.map((one) => {
    const text = textOf(one, inputs.get(one.field) ?? [], words)
    return [one.field, proposalOf(one, text)] as const
  })
  return Object.fromEntries(proposals)
}

function proposalOf(
  { ticks, writing }: FieldInk,
  text: Readonly<Record<string, string>> | undefined,
): FieldProposal {
  const withTick = (tick: string) => ticks.filter((one) => one.tick === tick).map(({ choice }) => choice)
  const ticked = withTick('TICKED')
  const written = writing.filter((one) => one.written).map(({ part }) => part ?? '')
  const doubtful = withTick('UNSURE')
  const beside = ticked.filter((choice) => choice !== unknownChoice)
  const saysUnknown = ticked.includes(unknownChoice)
  // "Không rõ" beside an answer: a person decides which was meant.
  const contradictory = saysUnknown && (beside.length > 0 || written.length > 0)
  const unsure = contradictory ? [...doubtful, unknownChoice] : doubtful
  const answer = unsure.length > 0 ? undefined : saysUnknown ? unknownAnswer : choiceOf(beside, text)
  return {
    ...(answer !== undefined && { answer }),
    blank: ticked.length + doubtful.length + written.length === 0,
    unsure,
    written,
    ...(text && { text }),
  }
}

function choiceOf(ticked: readonly string[], text: Readonly<Record<string, string>> | undefined): unknown {
  if (ticked.length === 0) return undefined
  const written = text?.['written']
  return ticked.length === 1 && written !== undefined ? { choice: ticked[0], written } : ticked
}

/** Two persons who were shown the same misreading would agree on it: what is keyed twice is not read by the machine. */
const neverRead: readonly string[] = doubleKeyedFields

/** The words in the parts of a field that hold writing; a reader finds some in empty boxes too. */
function textOf(
  { field, writing }: FieldInk,
  inputs: readonly FormInput[],
  words: readonly ReadWord[],
): Readonly<Record<string, string>> | undefined {
  if (neverRead.includes(field)) return undefined
  const written = new Set(writing.filter((one) => one.written).map(({ part }) => part))
  const texts = inputs.flatMap((input) => {
    const text = input.kind === 'TICK' || !written.has(input.part) ? '' : textIn(input, words)
    return text === '' ? [] : [[input.part ?? '', text] as const]
  })
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}

/** Height of a line of writing in a field of several. Millimetres. */
const lineHeight = 6

/** The words whose middle lies in an input, from left to right and from line to line; of those in cells the digits. */
function textIn(input: FormInput, words: readonly ReadWord[]): string {
  const inside = words.filter(({ box }) => {
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    const { x, y, width, height } = input.box
    return middle.x >= x && middle.x <= x + width && middle.y >= y && middle.y <= y + height
  })
  const lineOf = ({ box }: ReadWord) =>
    input.kind === 'AREA' ? Math.floor((box.y + box.height / 2 - input.box.y) / lineHeight) : 0
  const inOrder = inside.toSorted((a, b) => lineOf(a) - lineOf(b) || a.box.x - b.box.x)
  const text = inOrder.map((word) => word.text).join(' ')
  return input.kind === 'CELLS' ? text.replaceAll(/\D/g, '') : text
}
