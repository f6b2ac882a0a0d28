define('sim/ContactCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  class ContactModel extends Model {
    constructor(attributes) {
      super({ type: 'in', isBusiness: false, isContactBlocked: false, ...attributes });
    }

    get formattedName() {
      return this.name ?? this.pushname ?? `+${(this.phoneNumber ?? this.id).user}`;
    }
  }

  class ContactCollection extends Collection {
    constructor() {
      super(ContactModel);
    }

    ensure(wid) {
      const known = this.get(wid) ?? this.add(new ContactModel({ id: wid }), { silent: true });
      const phoneNumber = wid.isLid() ? require('sim/aliases').pnOf(wid) : undefined;
      if (phoneNumber && !known.phoneNumber) known.set({ phoneNumber });
      return known;
    }

    async find(id) {
      return this.ensure(require('WAWebWidFactory').createWid(id));
    }

    gadd(id) {
      return this.ensure(require('WAWebWidFactory').createWid(id));
    }

    /** Keeps the name that a writer gives himself. */
    learn(wid, pushname) {
      this.ensure(wid).set({ pushname });
    }
  }
  return ContactCollection;
});
