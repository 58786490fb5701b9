import type { FailedOperation } from '../ndarray/errors.ts';
import type { Site } from '../tape/node.ts';
import type { CallSite } from './execution.ts';
import type { Instance, Unsupported } from './values.ts';

/** A Python exception on its way up. */
export class PyRaise extends Error {
  readonly exception: Instance;
  readonly place: Site | null;
  /** The calls it left, innermost first. */
  readonly calls: CallSite[] = [];
  /** The operation on arrays that failed, null where it was none. */
  readonly operation: FailedOperation | null;

  constructor(exception: Instance, message: string, place: Site | null, operation: FailedOperation | null = null) {
    super(message);
    this.name = exception.cls.name;
    this.exception = exception;
    this.place = place;
    this.operation = operation;
  }
}

/** Evaluation cannot go on because it depends on what we do not support. No Python handler catches it. */
export class Poisoned extends Error {
  readonly origin: Unsupported;

  constructor(origin: Unsupported) {
    super(origin.reason);
    this.name = 'Poisoned';
    this.origin = origin;
  }
}

/** A limit was met. `fatal` ends the run; otherwise only the statement of the module that met it. */
export class LimitReached extends Error {
  readonly place: Site | null;
  readonly fatal: boolean;
  readonly calls: CallSite[] = [];

  constructor(message: string, place: Site | null, fatal: boolean) {
    super(message);
    this.name = 'LimitReached';
    this.place = place;
    this.fatal = fatal;
  }
}
