package io.gatehouse.firewall.nftables;

/** Numbers of linux/netfilter/nf_tables.h and linux/netfilter.h, grouped by what they belong to. */
final class Nft {
  private Nft() {}

  /** enum nf_tables_msg_types. */
  static final class Message {
    static final int NEW_TABLE = 0;
    static final int GET_TABLE = 1;
    static final int DELETE_TABLE = 2;
    static final int NEW_CHAIN = 3;
    static final int GET_CHAIN = 4;
    static final int DELETE_CHAIN = 5;
    static final int NEW_RULE = 6;
    static final int GET_RULE = 7;
    static final int DELETE_RULE = 8;
    static final int NEW_SET = 9;
    static final int GET_SET = 10;
    static final int DELETE_SET = 11;
    static final int NEW_ELEMENTS = 12;
    static final int GET_ELEMENTS = 13;
    static final int DELETE_ELEMENTS = 14;
    static final int GET_GENERATION = 16;
    static final int NEW_OBJECT = 18;
    static final int GET_OBJECT = 19;
    static final int DELETE_OBJECT = 20;

    /** Linux 6.3. */
    static final int DESTROY_TABLE = 26;

    /** Linux 6.3. */
    static final int DESTROY_ELEMENTS = 30;

    private Message() {}
  }

  /** enum nft_table_attributes and nft_table_flags. */
  static final class TableAttribute {
    static final int NAME = 1;
    static final int FLAGS = 2;

    /** Linux 5.12. */
    static final int FLAG_OWNER = 2;

    /** Linux 6.9. */
    static final int FLAG_PERSIST = 4;

    private TableAttribute() {}
  }

  /** enum nft_chain_attributes and nft_hook_attributes. */
  static final class ChainAttribute {
    static final int TABLE = 1;
    static final int NAME = 3;
    static final int HOOK = 4;
    static final int POLICY = 5;
    static final int TYPE = 7;
    static final int HOOK_NUMBER = 1;
    static final int HOOK_PRIORITY = 2;

    private ChainAttribute() {}
  }

  /** enum nft_rule_attributes and nft_list_attributes, nft_expr_attributes. */
  static final class RuleAttribute {
    static final int TABLE = 1;
    static final int CHAIN = 2;
    static final int HANDLE = 3;
    static final int EXPRESSIONS = 4;
    static final int LIST_ELEMENT = 1;
    static final int EXPRESSION_NAME = 1;
    static final int EXPRESSION_DATA = 2;

    private RuleAttribute() {}
  }

  /** enum nft_set_attributes, nft_set_desc_attributes and nft_set_flags. */
  static final class SetAttribute {
    static final int TABLE = 1;
    static final int NAME = 2;
    static final int FLAGS = 3;
    static final int KEY_TYPE = 4;
    static final int KEY_LENGTH = 5;
    static final int DESCRIPTION = 9;
    static final int ID = 10;
    static final int GC_INTERVAL_MILLIS = 12;
    static final int OBJECT_TYPE = 15;

    /** Linux 6.16 or so; read only. */
    static final int COUNT = 20;

    static final int DESCRIPTION_SIZE = 1;

    static final int FLAG_INTERVAL = 0x4;
    static final int FLAG_TIMEOUT = 0x10;
    static final int FLAG_OBJECT = 0x40;

    private SetAttribute() {}
  }

  /** enum nft_set_elem_list_attributes, nft_set_elem_attributes, nft_data_attributes. */
  static final class ElementAttribute {
    static final int LIST_TABLE = 1;
    static final int LIST_SET = 2;
    static final int LIST_ELEMENTS = 3;
    static final int LIST_ELEMENT = 1;
    static final int KEY = 1;
    static final int FLAGS = 3;
    static final int TIMEOUT_MILLIS = 4;
    static final int OBJECT = 9;
    static final int DATA_VALUE = 1;
    static final int DATA_VERDICT = 2;
    static final int FLAG_INTERVAL_END = 1;

    private ElementAttribute() {}
  }

  /** enum nft_object_attributes, nft_counter_attributes; the type of a counter object. */
  static final class ObjectAttribute {
    static final int TABLE = 1;
    static final int NAME = 2;
    static final int TYPE = 3;
    static final int DATA = 4;
    static final int TYPE_COUNTER = 1;
    static final int COUNTER_BYTES = 1;
    static final int COUNTER_PACKETS = 2;

    private ObjectAttribute() {}
  }

  /** enum nft_gen_attributes. */
  static final class GenerationAttribute {
    static final int ID = 1;

    private GenerationAttribute() {}
  }
}
