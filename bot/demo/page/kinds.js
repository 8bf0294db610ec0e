/** The faults that can be ordered, and their names. */

import { t } from "./words.js";

export const KINDS = ["429", "500", "502", "timeout", "hangup_after", "garbage"];

/** The name of a fault. */
export const kindName = (kind) => (KINDS.includes(kind) ? t(`fault_${kind}`) : kind);
