import { setTimeout as pause } from 'node:timers/promises'
import type { Bilingual } from '../../core/errors.ts'
import { type Conversation, openConversation } from './conversation.ts'
import { type Dialect, twice } from './dialects.ts'

export interface Bench {
  readonly path: string
  readonly dialect: Dialect
  readonly conversation: Conversation
}

export interface Finding {
  /** Null: the case does not arise with this protocol. */
  readonly passed: boolean | null
  readonly detail: string
}

export interface Case {
  readonly id: string
  readonly title: Bilingual
  readonly run: (bench: Bench) => Promise<Finding>
}

const notThere: Finding = { passed: null, detail: '' }
const count = (answers: number, wanted: number): Finding => ({
  passed: answers === wanted,
  detail: `${answers}/${wanted}`,
})
const bytewise = (bytes: Uint8Array) => Array.from(bytes, (byte) => Uint8Array.of(byte))
const junk = Uint8Array.of(0x00, 0xff, 0x55, 0x13, 0x11)
const manyQuestions = 100

/** Whole again after whatever was done to the line. */
async function answersAgain({ conversation, dialect }: Bench): Promise<boolean> {
  const { answers } = await conversation.say([dialect.question], 1)
  return answers === 1
}

/** The cases that every link must stand, from the device's side of the line. */
export const cases: readonly Case[] = [
  {
    id: 'ANSWERS',
    title: { vi: 'Trả lời câu hỏi', en: 'answers a question' },
    async run({ conversation, dialect }) {
      const { answers, ms } = await conversation.say([dialect.question], 1)
      return { passed: answers === 1, detail: `${Math.round(ms)} ms` }
    },
  },
  {
    id: 'SINGLE_BYTES',
    title: { vi: 'Nhận câu hỏi gửi từng byte', en: 'takes a question in single bytes' },
    async run({ conversation, dialect }) {
      const { answers } = await conversation.say(bytewise(dialect.question), 1)
      return count(answers, 1)
    },
  },
  {
    id: 'JUNK_BEFORE',
    title: { vi: 'Bỏ qua byte rác trước câu hỏi', en: 'passes over junk before a question' },
    async run({ conversation, dialect }) {
      const { answers } = await conversation.say([junk, dialect.question], 1)
      return count(answers, 1)
    },
  },
  {
    id: 'TWO_AT_ONCE',
    title: { vi: 'Hai câu hỏi trong một lần gửi', en: 'two questions in one write' },
    async run({ conversation, dialect }) {
      const { answers } = await conversation.say([twice(dialect.question)], 2)
      return count(answers, 2)
    },
  },
  {
    id: 'BAD_CHECKSUM',
    title: {
      vi: 'Không làm theo câu hỏi sai tổng kiểm',
      en: 'does not obey a question with a wrong checksum',
    },
    async run(bench) {
      const { damaged } = bench.dialect
      if (!damaged) return notThere
      const { answers } = await bench.conversation.say([damaged], 0)
      return { passed: answers === 0 && (await answersAgain(bench)), detail: `${answers}/0` }
    },
  },
  {
    id: 'BROKEN_OFF',
    title: {
      vi: 'Câu hỏi đứt quãng không làm hỏng câu sau',
      en: 'a question that broke off does not spoil the next',
    },
    async run(bench) {
      const { dialect, conversation } = bench
      await conversation.say([dialect.question.subarray(0, dialect.question.length - 2)], 0)
      await pause(dialect.forgets)
      // A device without a time-out of its own may need one more question to find the beginning again.
      const again = (await answersAgain(bench)) || (await answersAgain(bench))
      return { passed: again, detail: '' }
    },
  },
  {
    id: 'OTHER_ADDRESS',
    title: {
      vi: 'Im lặng trước câu hỏi gửi địa chỉ khác',
      en: 'keeps silent to a question for another address',
    },
    async run(bench) {
      const { elsewhere } = bench.dialect
      if (!elsewhere) return notThere
      const { answers } = await bench.conversation.say([elsewhere], 0)
      return { passed: answers === 0 && (await answersAgain(bench)), detail: `${answers}/0` }
    },
  },
  {
    id: 'OTHER_SPEED',
    title: {
      vi: 'Không hiểu ở tốc độ khác, rồi trả lời lại',
      en: 'is deaf at another speed, and answers again',
    },
    async run(bench) {
      const { conversation, dialect } = bench
      const right = conversation.baudRate
      await conversation.setBaudRate(dialect.baudRates.find((baudRate) => baudRate !== right) ?? 300)
      const { answers } = await conversation.say([dialect.question], 0)
      await conversation.setBaudRate(right)
      await pause(dialect.forgets)
      const again = (await answersAgain(bench)) || (await answersAgain(bench))
      return { passed: answers === 0 && again, detail: `${answers}/0` }
    },
  },
  {
    id: 'REOPENED',
    title: { vi: 'Đóng hai lần, mở lại vẫn trả lời', en: 'closed twice and opened again, it answers' },
    async run({ path, dialect, conversation }) {
      const { baudRate } = conversation
      await conversation.close()
      await conversation.close()
      const again = await openConversation(path, dialect, baudRate)
      try {
        return count((await again.say([dialect.question], 1)).answers, 1)
      } finally {
        await again.close()
      }
    },
  },
  {
    id: 'HUNDRED',
    title: { vi: '100 câu hỏi liên tiếp', en: 'a hundred questions, one after the other' },
    async run({ conversation, dialect }) {
      const times: number[] = []
      for (let i = 0; i < manyQuestions; i++) {
        const { answers, ms } = await conversation.say([dialect.question], 1)
        if (answers === 1) times.push(ms)
      }
      const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
      return {
        passed: times.length === manyQuestions,
        detail: `${times.length}/${manyQuestions}, ${median.toFixed(1)} ms`,
      }
    },
  },
]
